/** Something that a deployment to the emulator cannot show, and where else it is shown. */
export interface Limit {
  readonly what: string;
  readonly why: string;
  /** A test that holds it: its file in test/, and its name there. */
  readonly shownBy: readonly { readonly file: string; readonly test: string }[];
}

const by = (file: string, test: string) => ({ file, test });

/** All that `npm run test:deploy` leaves to other tests. Measured with the emulator's version in requirements.txt. */
export const limits: readonly Limit[] = [
  {
    what: "Weeks: reviews, follow-ups, overdue tasks, digests, the closing of a followed-up case",
    why: "The emulator has real time only. The journey there goes as far as the exit.",
    shownBy: [by("journey.test.ts", "asks again 13 and 26 weeks later, and is closed")],
  },
  {
    what: "Waits as long as the case says",
    why: "It fails an execution whose TimeoutSeconds is computed, so the adapted waits are literal.",
    shownBy: [
      by(
        "local/step-functions/callbacks.test.ts",
        "times out at the second its expression says, and not before",
      ),
      by("conformance/conformance.test.ts", "agrees in status, output, error, cause and events"),
    ],
  },
  {
    what: "The longest execution",
    why: "It ignores the timeout of a state machine.",
    shownBy: [
      by("local/step-functions/limits.test.ts", "ends it as timed out, uncaught, whatever it waits for"),
      by("lib/workflow.test.ts", "lets no wait outlive the machine's 300 days"),
    ],
  },
  {
    what: "Retries: which errors, how long, how often",
    why: "It gives each error of a function one name, and ignores MaxDelaySeconds and jitter.",
    shownBy: [
      by("lib/workflow.test.ts", "is tried again in “%s” only for Lambda's own troubles"),
      by("local/step-functions/recovery.test.ts", "draws a full jitter between nothing and the delay"),
    ],
  },
  {
    what: "A function that fails while its task waits for an answer",
    why: "It swallows the error.",
    shownBy: [by("local/step-functions/callbacks.test.ts", "fails when its function fails")],
  },
  {
    what: "An answer to a wait that is over",
    why: "It says TaskDoesNotExist where AWS says TaskTimedOut, and takes an answer to an execution that was stopped.",
    shownBy: [by("local/step-functions/server.test.ts", "tells late, unknown and malformed tokens apart")],
  },
  {
    what: "Executions and data that outlive a restart",
    why: "It keeps all of it in memory, and running executions fail.",
    shownBy: [
      by(
        "resume.test.ts",
        "leaves a case that waits for its coach, which goes on at once with the same email and link",
      ),
    ],
  },
  {
    what: "The rights of each function",
    why: "It asks nobody for rights.",
    shownBy: [by("lib/roles.test.ts", "let %s do its work, on these resources, and nothing else")],
  },
  {
    what: "The firewall",
    why: "It enforces none, and cannot join one to an API.",
    shownBy: [by("lib/firewall.test.ts", "stands before the API")],
  },
  {
    what: "The address that people reach, its certificate, and the signature of mails",
    why: "It answers under no name but its own. A front of the test stands in, where AWS has a domain.",
    shownBy: [by("lib/functions.test.ts", "never from the API's")],
  },
  {
    what: "Throttling by the API",
    why: "It lets every request through.",
    shownBy: [
      by(
        "lib/api.test.ts",
        "limits what a runaway client can use up: of everything, of codes and of figures",
      ),
    ],
  },
  {
    what: "Encryption, recovery and protection of what is kept",
    why: "It takes these properties and does nothing with them.",
    shownBy: [
      by("lib/storage.test.ts", "is encrypted with the service's own key wherever data about people may lie"),
      by("lib/storage.test.ts", "can be restored to any second, refuses deletion, and is paid by use"),
    ],
  },
  {
    what: "Logs without personal data",
    why: "It writes no access log and no log of the state machine.",
    shownBy: [
      by("lib/workflow.test.ts", "logs every step, but no data"),
      by("lib/api.test.ts", "logs no token, no address and nothing that people wrote"),
    ],
  },
  {
    what: "News of deliveries by SES itself",
    why: "It tells no topic what became of a mail. The test tells the topic in its place.",
    shownBy: [by("lib/mail.test.ts", "tell a topic what became of them")],
  },
  {
    what: "Alarms",
    why: "It evaluates none.",
    shownBy: [by("lib/monitoring.test.ts", "by a failed execution")],
  },
  {
    what: "Schedules at their times",
    why: "The next may be a quarter of an hour or months away. The test runs the sweep as its schedule would.",
    shownBy: [
      by("lib/schedules.test.ts", "run $name by London's clock and tell it the time that was meant"),
      by("local/schedules.test.ts", "keep London time when the clocks change"),
    ],
  },
];
