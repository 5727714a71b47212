/** A saga definition outside the orchestrator's repository: the least that one needs. */
package com.example.welcome;
