"""What this feature tells, inside the transaction that made the change, so that listeners share its fate.

The sender is always `None`; what happened to which thing comes by keyword.
"""

from blinker import Namespace

_signals = Namespace()

# problem: Problem, by: Actor. An officer decided what becomes of it.
problem_decided = _signals.signal("problem-decided")
# question: ClarificationQuestion (its challenge loaded), by: Actor. Everybody can now read question and answer.
clarification_answered = _signals.signal("clarification-answered")
# challenge: Challenge. It became open; announced once, perhaps late, by a job.
challenge_opened = _signals.signal("challenge-opened")
# challenge: Challenge, amendment: Amendment, by: Actor.
challenge_amended = _signals.signal("challenge-amended")
# challenge: Challenge, by: Actor.
challenge_cancelled = _signals.signal("challenge-cancelled")
