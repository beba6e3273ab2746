package diagnostics

import (
	"fmt"
	"time"
)

// Status is how a check ended.
type Status string

// The four ways for a check to end. Unknown is a result, not a failure: a check
// with nothing to compare against accuses nobody.
const (
	OK      Status = "ok"
	Problem Status = "problem"
	Unknown Status = "unknown"
	Skipped Status = "skipped"
)

// CheckName names a check, in the JSON of the terminal too.
type CheckName string

// The checks of this version, in the order in which they are shown.
const (
	CheckInterfaces   CheckName = "interfaces"
	CheckPlaces       CheckName = "places"
	CheckPortal       CheckName = "portal"
	CheckResolver     CheckName = "resolver"
	CheckHostsFile    CheckName = "hosts-file"
	CheckClock        CheckName = "clock"
	CheckProxy        CheckName = "proxy"
	CheckTunnel       CheckName = "tunnel"
	CheckSecure       CheckName = "secure"
	CheckFamilies     CheckName = "families"
	CheckFirewall     CheckName = "local-firewall"
	CheckDirectory    CheckName = "directory"
	CheckAccessPoints CheckName = "access-points"
	CheckStatusFeed   CheckName = "status-feed"
	CheckOpinion      CheckName = "system-opinion"
	CheckInstalls     CheckName = "installs"
	CheckProcess      CheckName = "process"
	CheckConnections  CheckName = "connections"
)

// Observation is what a check saw, as a code; with the check's name it selects
// the words that a person reads.
type Observation string

// What checks can see. The comment names the arguments that go with it.
const (
	SawFine           Observation = "fine"             // depends on the check, see Vocabulary
	SawTimedOut       Observation = "timed-out"        // no answer within the check's own deadline; Reason where it was another
	SawCrashed        Observation = "crashed"          // Panic: what the check's code said
	SawNothingToCheck Observation = "nothing-to-check" // what the check looks at is not there
	SawNotNeeded      Observation = "not-needed"       // the cause was clear before the check ended
	SawUnreadable     Observation = "unreadable"       // the system would not say; Path where it is a file
	SawForeign        Observation = "foreign"          // Retune has another account's rights, and cannot tell whose is what

	SawNoInterface  Observation = "no-interface"
	SawNoRoute      Observation = "no-route"      // Interface kind
	SawSilent       Observation = "silent"        // Tried: how many places
	SawChanged      Observation = "changed"       // Host: whose page came back changed; Answer: status code
	SawFailing      Observation = "failing"       // Failure
	SawBlocked      Observation = "blocked"       // Host; Address where it is one that says nothing of the user, else Sink, its kind; of the hosts file also Line, Path, Count
	SawUncompared   Observation = "uncompared"    // fails, and so does everything it could be compared with
	SawHarmless     Observation = "harmless"      // Count: entries that harm nothing
	SawPinned       Observation = "pinned"        // Host, Line, Path: sent to a public address by hand
	SawServerErrors Observation = "server-errors" // Answer: status code
	SawUnreachable  Observation = "unreachable"   // Failure
	SawCutOff       Observation = "cut-off"       // Host, Failure: servers that can be reached, and do not get to say who they are
	SawStrange      Observation = "strange"       // an answer that is not what Spotify sends
	SawClosed       Observation = "closed"        // Tried: how many doors; Failure
	SawIncident     Observation = "incident"      // Incident: its title; a major or critical one
	SawMinor        Observation = "minor"         // Incident: its title; a minor one or maintenance
	SawMissing      Observation = "missing"
	SawNotRunning   Observation = "not-running"
	// SawStaleLock: Spotify does not run, and a lock of its own is there whose owner is gone.
	SawStaleLock Observation = "stale-lock"
	// SawOutdated: Kind, Version, Count; Newest: the newest version known, which the installed
	// one is so far behind that servers may turn it away.
	SawOutdated Observation = "outdated"
	// SawUpdateBlocked: Kind, Version, Count. Something keeps Spotify from updating itself.
	SawUpdateBlocked Observation = "update-blocked"
	// SawOffline: the system tells programs that there is no internet. Service, Setting: what
	// of the system keeps it from knowing, where that is seen.
	SawOffline     Observation = "offline"
	SawHung        Observation = "hung"         // Spotify's process is there, and halted or stuck
	SawNone        Observation = "none"         // no connection at all
	SawLocalOnly   Observation = "local-only"   // Count: connections that stay on this computer or network
	SawConnecting  Observation = "connecting"   // Spotify is trying to connect
	SawStarting    Observation = "starting"     // Spotify has only just started, and has no connection yet
	SawSkewed      Observation = "skewed"       // Seconds: how far this computer's clock is ahead; negative: behind. Servers: how many say so. Span: "years", where no certificate bears it
	SawDenied      Observation = "denied"       // Source, Answer: the proxy lets nobody through without a log-in
	SawTurnedAway  Observation = "turned-away"  // Source, Answer: the proxy answers, and says no
	SawScripted    Observation = "scripted"     // a script chooses the proxy
	SawDead        Observation = "dead"         // Tunnel: its kind. What goes into the tunnel does not come out
	SawIntercepted Observation = "intercepted"  // Host, Issuer: whose certificate this computer does not trust
	SawMisled      Observation = "misled"       // Host, Sink: its name leads to somebody else's server; public resolvers know better
	SawInspected   Observation = "inspected"    // Host, Issuer: who looks into all traffic, and is trusted by this computer
	SawExpired     Observation = "expired"      // Host, Issuer: a certificate of Spotify's that has run out
	SawUntimely    Observation = "untimely"     // Host, Issuer: a certificate that is right but for the time of this computer's clock
	SawIPv6Dead    Observation = "ipv6-dead"    // IPv6 is set up and leads nowhere; IPv4 answers
	SawIPv4Dead    Observation = "ipv4-dead"    // IPv4 is set up and leads nowhere; IPv6 answers
	SawOneFamily   Observation = "one-family"   // only one of IPv4 and IPv6 is set up
	SawActive      Observation = "active"       // Source: a firewall works on this computer; no rule of it keeps Spotify out
	SawUnreadRules Observation = "unread-rules" // Source: a firewall works on this computer; it may have more rules than could be read
	SawRule        Observation = "rule"         // Source; Rule, its kind: a rule of this computer's firewall that blocks Spotify
)

// Args are the typed arguments of a finding: numbers as int or int64, times as
// milliseconds in an int64, everything else as string. Text in it that came from
// outside is data; whoever shows it cleans it.
type Args map[string]any

// Finding is what one check found.
type Finding struct {
	Check       CheckName
	Status      Status
	Observation Observation
	// Cause is what a problem speaks for; empty where the finding alone proves nothing.
	Cause Cause
	// BecauseOf is set by Conclude on a finding that only follows from the verdict's cause.
	BecauseOf Cause
	Args      Args
	Elapsed   time.Duration
}

// Saw makes the finding for what a check saw: its status and cause are those of
// the vocabulary. It panics on words that the vocabulary lacks, which a test of
// the check notices.
func Saw(check CheckName, observation Observation, args Args) Finding {
	meaning, ok := meaningOf(check, observation)
	if !ok {
		panic(fmt.Sprintf("diagnostics: check %q cannot see %q", check, observation))
	}
	return Finding{
		Check: check, Observation: observation, Args: args,
		Status: meaning.Status, Cause: meaning.Cause,
	}
}

// Tells reports whether the finding is worth a person's time: that this system has no
// opinion of its own on the internet is nothing to read about.
func (f Finding) Tells() bool {
	return f.Check != CheckOpinion || f.Observation != SawNothingToCheck
}

// Findings are the findings of one diagnosis.
type Findings []Finding

// Of returns the finding of one check.
func (f Findings) Of(check CheckName) (Finding, bool) {
	for _, finding := range f {
		if finding.Check == check {
			return finding, true
		}
	}
	return Finding{}, false
}

// Saw reports whether the check saw one of the observations.
func (f Findings) Saw(check CheckName, observations ...Observation) bool {
	finding, ok := f.Of(check)
	if !ok {
		return false
	}
	for _, observation := range observations {
		if finding.Observation == observation {
			return true
		}
	}
	return false
}
