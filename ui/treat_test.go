package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

func TestARepairForATroubleIsOfferedWithTheTroubleAlone(t *testing.T) {
	r := started(t, offlineMode())
	r.openStep(3)
	r.openStep(7)
	r.wantsNot("Clear the old lock", "Take out Spotify’s proxy")

	r = started(t, but(offlineMode(), diagnostics.CheckProcess, diagnostics.SawStaleLock, nil))
	r.wants("Clear the old lock")
}

func TestAProxyIsTakenOutAndBroughtBack(t *testing.T) {
	broken := diagnostics.Args{"Source": "spotify", "Failure": "connect-refused"}
	r := started(t, but(offlineMode(), diagnostics.CheckProxy, diagnostics.SawFailing, broken))
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		return repair.Plan{Repair: name, Undo: true, Changes: []repair.Change{
			{Path: "/home/anna/.config/spotify/prefs", Line: 7, Before: "network.proxy.mode=2", After: "network.proxy.mode=1"},
			{Path: "/home/anna/.config/spotify/prefs", Line: 8, Before: `network.proxy.addr="…"`},
		}}, repair.Outcome{}, nil
	}
	r.press("Take out the proxy")
	r.finish()
	r.wants("These lines change", "/home/anna/.config/spotify/prefs", "− network.proxy.mode=2", "+ network.proxy.mode=1",
		`− network.proxy.addr="…"`, "line 8", "You can take it back for a day at least.")
	r.findings = allFine()
	r.press("Take out Spotify’s proxy")
	r.finish()
	r.wants("Spotify goes without a proxy now.", "Undo the change")
	r.press("Undo the change")
	r.finish()
	r.wants("The proxy is back in Spotify’s preferences.")
}

func TestAnUpdateShowsItsCommandAndWhatThatSays(t *testing.T) {
	r := started(t, offlineMode())
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		return repair.Plan{Repair: name, Commands: []string{"pkexec /usr/bin/snap refresh spotify"}, Administrator: true}, repair.Outcome{}, nil
	}
	r.openStep(6)
	r.press("Update Spotify")
	r.finish()
	r.wants("This is run", "pkexec /usr/bin/snap refresh spotify", "The system asks for an administrator’s password.")
}

func TestHostsAreFreedWithAnAdministratorAndBlockedAgain(t *testing.T) {
	blocked := diagnostics.Args{"Path": "/etc/hosts", "Line": 3, "Host": "ap.spotify.com", "Count": 1}
	r := started(t, but(offlineMode(), diagnostics.CheckHostsFile, diagnostics.SawBlocked, blocked))
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		return repair.Plan{
			Repair: name, Undo: true, Administrator: true, Kept: []repair.Kept{{Path: "/etc/hosts", Why: repair.KeptHosts}},
			Changes: []repair.Change{
				{Path: "/etc/hosts", Line: 3, Before: "0.0.0.0 a.example ap.spotify.com", After: "# off: 0.0.0.0 a.example ap.spotify.com"},
				{Path: "/etc/hosts", Line: 3, After: "0.0.0.0 a.example"},
			},
		}, repair.Outcome{}, nil
	}
	r.press("Unblock Spotify")
	r.finish()
	r.wants("The system asks for an administrator’s password.", "These lines change", "/etc/hosts", "line 3",
		"− 0.0.0.0 a.example ap.spotify.com", "+ # off: 0.0.0.0 a.example ap.spotify.com", "+ 0.0.0.0 a.example",
		"Everything else in the hosts file, to the byte, such as lines that block advertising", "You can take it back for a day at least.")
	r.findings = allFine()
	agree := slices.IndexFunc(r.buttons(), func(b *button) bool { return b.label == "Cancel" }) - 1
	test.Tap(r.buttons()[agree])
	r.finish()
	r.wants("Nothing in the hosts file blocks Spotify any more.", "Undo the change")
	r.press("Undo the change")
	r.finish()
	r.wants("The lines are back in the hosts file.")
}
