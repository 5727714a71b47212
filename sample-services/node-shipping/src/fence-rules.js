// The fence's rules, without a database: docs/reference/protocol.md, section The fence.
//
// A decision is one of
//   { kind: 'run' }                    call the handler
//   { kind: 'resend', reply }          done before: send the recorded reply again
//   { kind: 'refuse', code, message }  must not happen any more: answer rejected
//   { kind: 'skip', reason }           nothing to undo: answer succeeded without the handler

const RUN = { kind: 'run' };

/** What a new row says of the execute until the command has ended. */
export function stateOfNewRow(command) {
  if (command.key.action === 'execute') {
    return 'STARTED';
  }
  return command.executeUnknown ? 'FENCED' : 'FORGOTTEN';
}

/** For a command whose execute the fence has never seen. */
export function withoutRow(command) {
  return command.key.action === 'compensate' && command.executeUnknown
    ? { kind: 'skip', reason: 'NEVER_EXECUTED' }
    : RUN;
}

/** For a command whose execute has a row. */
export function withRow(command, row) {
  return command.key.action === 'execute' ? execute(command, row) : compensate(command, row);
}

function execute(command, row) {
  switch (row.state) {
    case 'STARTED':
      return row.compensation ? compensatedBefore(command) : RUN;
    case 'SUCCEEDED':
    case 'REJECTED':
      return { kind: 'resend', reply: row.executeReply };
    case 'FENCED':
    case 'FORGOTTEN':
      return compensatedBefore(command);
    default:
      throw unknownState(row);
  }
}

function compensatedBefore(command) {
  return {
    kind: 'refuse',
    code: 'FENCED',
    message: `The compensation of ${command.executeKey.text} came first`,
  };
}

function compensate(command, row) {
  const recorded = row.compensation;
  if (recorded) {
    if (recorded.key.text === command.key.text) {
      return { kind: 'resend', reply: recorded.reply };
    }
    if (recorded.key.epoch > command.key.epoch) {
      return {
        kind: 'refuse',
        code: 'SUPERSEDED',
        message:
          `Expected a compensation newer than ${recorded.key.text},` +
          ` but got ${command.key.text}`,
      };
    }
    if (recorded.reply.outcome === 'succeeded') {
      // An operator retries rejections only, so this is not expected; undoing twice would be worse
      // than an answer that is true.
      return { kind: 'skip', reason: 'ALREADY_UNDONE' };
    }
  }
  return firstCompensation(command, row);
}

function firstCompensation(command, row) {
  switch (row.state) {
    case 'STARTED':
    case 'SUCCEEDED':
    case 'FORGOTTEN':
      return RUN;
    case 'FENCED':
      return skipIfUnknown(command, 'NEVER_EXECUTED');
    case 'REJECTED':
      // The rejection was recorded in the transaction that rolled the handler's changes back, so
      // nothing took effect; the orchestrator just never got the reply.
      return skipIfUnknown(command, 'REJECTED');
    default:
      throw unknownState(row);
  }
}

function skipIfUnknown(command, reason) {
  return command.executeUnknown ? { kind: 'skip', reason } : RUN;
}

function unknownState(row) {
  return new Error(`Expected a state of the fence, but got ${row.state}`);
}
