package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/stability"
)

func english(t *testing.T) *Words {
	t.Helper()
	words, err := Open("en")
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// everyKey lists the key for every code in the program.
func everyKey(t *testing.T) []string {
	t.Helper()
	keys := []string{"outcome.undone", "outcome.discarded", "step.checking", "step.follows", "step.not-needed", "step.worth-a-try"}
	for _, meaning := range diagnostics.Vocabulary() {
		key := "check." + string(meaning.Check) + "."
		keys = append(keys, key+"name", key+string(meaning.Observation)+".title", key+string(meaning.Observation)+".detail")
	}
	keys = append(keys, codes("window.looking.", diagnostics.CheckNames()...)...)
	for _, cause := range diagnostics.Causes() {
		keys = append(keys, "cause."+string(cause))
		keys = append(keys, verdictKeys("verdict."+string(cause))...)
	}
	keys = append(keys, verdictKeys("verdict.none.connected")...)
	keys = append(keys, verdictKeys("verdict.proxy-broken.of-spotify")...)
	keys = append(keys, verdictKeys("verdict.firewall.here")...)
	keys = append(keys, verdictKeys("verdict.none.not-running")...)
	keys = append(keys, verdictKeys("verdict.unknown.foreign")...)
	keys = append(keys, verdictKeys("verdict.no-internet.untold")...)
	for _, name := range constants(t, "../verdict.go", "RepairName") {
		keys = append(keys, "repair."+name, "repair."+name+".about", "outcome.repaired."+name)
	}
	for result, reasons := range reasons() {
		keys = append(keys, "outcome."+string(result))
		keys = append(keys, codes("outcome."+string(result)+".", reasons...)...)
	}
	for _, named := range []struct{ group, file, kind string }{
		{"action.", "../verdict.go", "Action"},
		{"status.", "../finding.go", "Status"},
		{"state.", "../guide/state.go", "State"},
		{"device.", "../guide/guide.go", "Device"},
		{"risk.", "../repair/repair.go", "Risk"},
		{"kept.", "../repair/repair.go", "KeptWhy"},
		{"phase.", "../repair/repair.go", "Phase"},
		{"outcome.", "../repair/repair.go", "Result"},
		{"kind.", "../spotify/install.go", "Kind"},
		{"channel.", "../spotify/install.go", "Channel"},
		{"failure.", "../network/failure.go", "Code"},
		{"sink.", "../network/address.go", "Sink"},
		{"rule.", "../network/firewall.go", "RuleKind"},
	} {
		keys = append(keys, codes(named.group, constants(t, named.file, named.kind)...)...)
	}
	keys = append(keys, codes("source.", constants(t, "../network/proxy.go", "ProxySource")...)...)
	keys = append(keys, codes("tunnel.", "wireguard", "tun", "tap", "ppp", "ipsec", "tunnel")...)
	keys = append(keys, "clock.ahead", "clock.behind", "count.hours", "count.days", "count.years")
	keys = append(keys, codes("leftover.", "snap", "flatpak", "windows", "store", "macos", "other")...)
	keys = append(keys, codes("interface.", "wired", "wireless", "other")...)
	keys = append(keys, codes("severity.", "low", "medium", "high")...)
	keys = append(keys, stabilityKeys()...)
	return append(keys, codes("difficulty.", "easy", "medium", "hard")...)
}

func stabilityKeys() []string {
	keys := codes("stability.", stability.Codes()...)
	keys = append(keys, codes("stability.drop.", stability.Origins()...)...)
	keys = append(keys, codes("stability.origin.", stability.Origins()...)...)
	keys = append(keys, codes("stability.advice.", stability.Origins()...)...)
	keys = append(keys, codes("stability.advice.", stability.Unreached, stability.Beginning, stability.Steady, stability.Mixed)...)
	keys = append(keys, codes("stability.link.", stability.Wireless, stability.Wired, stability.Tunnel, stability.Other)...)
	for _, target := range stability.Targets() {
		keys = append(keys, "stability.target."+target.Code(), "stability.short."+target.Code())
	}
	return append(keys, codes("stability.state.", "answered", "failed", "unsure", "unasked")...)
}

// constants reads the values of a type's constants from the source, so that a newly added
// code is noticed.
func constants(t *testing.T, file, kind string) []string {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	ast.Inspect(source, func(node ast.Node) bool {
		constant, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := constant.Type.(*ast.Ident); ok && name.Name == kind && len(constant.Values) == 1 {
			if value, err := strconv.Unquote(constant.Values[0].(*ast.BasicLit).Value); err == nil {
				values = append(values, value)
			}
		}
		return true
	})
	if len(values) == 0 {
		t.Fatalf("%s has no constants of type %s", file, kind)
	}
	return values
}

func verdictKeys(key string) []string {
	return []string{key + ".title", key + ".proof", key + ".do", key + ".label"}
}

func codes[C ~string](prefix string, codes ...C) []string {
	var keys []string
	for _, code := range codes {
		keys = append(keys, prefix+string(code))
	}
	return keys
}

// reasons says which reasons go with which results; each reason goes with at least one.
func reasons() map[repair.Result][]repair.Reason {
	return map[repair.Result][]repair.Reason{
		repair.NothingToDo: {
			repair.ReasonNoInstall, repair.ReasonNotRunning, repair.ReasonAlreadyClean, repair.ReasonNoLock, repair.ReasonNoProxy,
			repair.ReasonNewest, repair.ReasonHostsClean,
			repair.ReasonNothingToUndo, repair.ReasonNothingToDiscard,
		},
		repair.Refused: {
			repair.ReasonNoInstall, repair.ReasonNotRunning, repair.ReasonRunning, repair.ReasonProcessesUnreadable,
			repair.ReasonPreferencesUnreadable, repair.ReasonPreferencesDamaged, repair.ReasonDownloadsInside,
			repair.ReasonLink, repair.ReasonChanged, repair.ReasonOtherFileSystem, repair.ReasonNoHome,
			repair.ReasonPermission, repair.ReasonDiskFull, repair.ReasonReadOnly, repair.ReasonFileError, repair.ReasonNothingToUndo, repair.ReasonLockElsewhere, repair.ReasonInUse,
			repair.ReasonUpdatesItself, repair.ReasonUpdateByHand, repair.ReasonNeedsAdministrator,
			repair.ReasonNothingToDiscard, repair.ReasonNotOnThisSystem, repair.ReasonNeedsConsent,
			repair.ReasonDeclined, repair.ReasonBusy, repair.ReasonNotStarted,
			repair.ReasonNotAllowed, repair.ReasonStartedBySpotify, repair.ReasonOtherAccount,
			repair.ReasonHostsGone, repair.ReasonHostsLink, repair.ReasonHostsUnfit, repair.ReasonHostsGuarded, repair.ReasonHostsChanged,
			repair.ReasonCrashed,
		},
		repair.StillBroken: {
			repair.ReasonNoInstall, repair.ReasonRunning, repair.ReasonProcessesUnreadable, repair.ReasonChanged,
			repair.ReasonOtherFileSystem, repair.ReasonPermission, repair.ReasonCommandFailed, repair.ReasonInUse, repair.ReasonDiskFull, repair.ReasonReadOnly, repair.ReasonFileError,
			repair.ReasonSurvived, repair.ReasonCameBack, repair.ReasonNotStarted, repair.ReasonNotAllowed,
			repair.ReasonHostsAgain, repair.ReasonHostsNotBack, repair.ReasonHostsUnseen, repair.ReasonHostsUnsure,
			repair.ReasonCrashed,
		},
	}
}

func TestEveryReasonGoesWithAResult(t *testing.T) {
	var known []repair.Reason
	for _, reasons := range reasons() {
		known = append(known, reasons...)
	}
	for _, reason := range constants(t, "../repair/repair.go", "Reason") {
		if reason != "" && !slices.Contains(known, repair.Reason(reason)) {
			t.Errorf("the reason %q goes with no result", reason)
		}
	}
}

func TestEverythingHasWords(t *testing.T) {
	words := english(t)
	for _, key := range everyKey(t) {
		if sentence, ok := words.sentence(key, someArgs()); !ok || strings.TrimSpace(sentence) == "" {
			t.Errorf("there are no words for %s", key)
		}
	}
}

// someArgs returns every argument that a finding or an outcome can have.
func someArgs() diagnostics.Args {
	return diagnostics.Args{
		"Interface": "wireless", "Answered": 5, "Tried": 6, "Milliseconds": int64(18), "Host": "spclient.wg.spotify.com",
		"Address": "0.0.0.0", "Line": 14, "Path": "/etc/hosts", "Count": 3, "Answer": 503, "Failure": "connect-refused",
		"Incident": "Songs do not load", "Servers": 6, "Port": 4070, "Kind": "snap", "Version": "1.2.92", "Panic": "index out of range",
		"PID": 4242, "Program": "/usr/share/spotify/spotify", "Size": "1.9 GB", "Done": "2.1", "Total": "4.3 GB",
		"Number": "4.3", "Year": "2026", "Month": "June", "Day": "07", "Time": "09:05",
		"Cause": "the hosts file", "Issuer": "Some Filter", "Seconds": int64(-63_000_000), "Span": "2 years",
		"Newest": "1.2.98", "Updates": "apt", "Leftover": "snap", "Others": "snap,flatpak", "Blocked": true, "Patched": true, "Service": "netprofm", "Setting": "NoActiveProbe", "Source": "system", "Command": "snap refresh spotify", "Said": "no such snap", "Tunnel": "wireguard", "Rule": "program", "Sink": "private",
	}
}
