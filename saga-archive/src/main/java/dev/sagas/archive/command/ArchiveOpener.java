package dev.sagas.archive.command;

import dev.sagas.archive.read.ArchivedJournal;
import dev.sagas.cli.shared.ArchiveOption;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.JournalArchive;

/** Opens archives for the commands that read the journal. */
public final class ArchiveOpener implements ArchiveOption.Opener {
  @Override
  public JournalArchive open(String url, Deployment deployment) {
    return ArchivedJournal.open(url, deployment);
  }
}
