package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/system"
)

func TestGuideSaysEverything(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "guide")
	s, err := d.wired()
	if err != nil {
		t.Fatal(err)
	}
	d.says(s.guide.Card.Title, s.guide.Card.Summary, s.guide.Stop.Title, s.address(guide.LinkSupport), "Severity: Medium", "retune fix clear-cache")
	for _, need := range s.guide.Needs {
		d.says(need.Title)
	}
	for _, step := range s.guide.Steps {
		d.says(step.Title)
		d.says(step.How[guide.Linux]...)
	}
	for _, question := range s.guide.Questions {
		d.says(question.Question)
	}
	for _, code := range s.guide.OtherCodes {
		d.says(code.Label + ": " + code.Text)
	}
	if strings.Contains(d.out.String(), "terminal.") {
		t.Errorf("a word is missing:\n%s", &d.out)
	}
}

func TestGuideJSON(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "guide", "--json")
	printed := d.out.String()
	got := decoded[jsonGuide](d)
	if got.Schema != 1 || got.Card.Code != "2" || len(got.Needs) == 0 || len(got.Steps) != 7 || len(got.Questions) != 5 || len(got.Codes) != 13 || len(got.Stop.Helps) == 0 {
		t.Errorf("%+v", got)
	}
	if !slices.Contains(got.Steps[4].Repairs, diagnostics.RepairClearCache) || len(got.Steps[4].How) != len(guide.Devices()) {
		t.Errorf("step 5: %+v", got.Steps[4])
	}
	if strings.Contains(printed, "null") {
		t.Errorf("a list is null:\n%s", printed)
	}
}

func TestOpenHandsTheAddressToTheBrowser(t *testing.T) {
	for _, page := range []string{"support", "status", "download"} {
		d := newDesk(t)
		d.ends(exitFine, "open", page)
		if len(d.opened) != 1 || !strings.HasPrefix(d.opened[0], "https://") {
			t.Fatalf("opened: %v", d.opened)
		}
		d.says("Opened " + d.opened[0])
	}
}

func TestOpenShowsTheLogInPage(t *testing.T) {
	d := newDesk(t)
	d.ends(exitFine, "open", "portal")
	d.says("log-in page")
	if len(d.opened) != 1 {
		t.Errorf("opened: %v", d.opened)
	}
}

func TestOpenWithoutASettingsProgramSaysSo(t *testing.T) {
	for _, page := range []string{"network", "firewall", "proxy", "vpn"} {
		d := newDesk(t)
		d.ends(exitUnsure, "open", page)
		d.complains("by hand")
	}
}

func TestOpenWithoutABrowserGivesTheAddress(t *testing.T) {
	for _, page := range []string{"support", "status", "download"} {
		d := newDesk(t)
		d.browser = func() error { return errors.New("exec: xdg-open: not found") }
		d.ends(exitUnsure, "open", page)
		d.complains(d.opened[0])
		if d.out.Len() > 0 || strings.Contains(d.err.String(), "xdg-open") {
			t.Errorf("%s%s", &d.out, &d.err)
		}
	}
}

func TestInterruptWhileTheBrowserOpens(t *testing.T) {
	d := newDesk(t)
	ctx, interrupt := context.WithCancel(t.Context())
	d.browser = func() error {
		interrupt()
		select {} // a browser that stays in the foreground
	}
	if status := d.runUntil(ctx, "open", "support"); status != exitStopped || d.out.Len() > 0 {
		t.Errorf("it ended with %d: %s", status, &d.out)
	}
}

func TestEveryActionOfTheGuideOpensSomething(t *testing.T) {
	d := newDesk(t)
	s, err := d.wired()
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range []diagnostics.Action{
		diagnostics.ActionOpenSupport, diagnostics.ActionOpenStatus, diagnostics.ActionOpenDownload, diagnostics.ActionOpenPortal,
	} {
		opened := len(d.opened)
		if err := s.openAction(t.Context(), action); err != nil || len(d.opened) != opened+1 {
			t.Errorf("%s: %v, %v", action, err, d.opened)
		}
	}
	for _, action := range []diagnostics.Action{
		diagnostics.ActionOpenNetworkSettings, diagnostics.ActionOpenFirewallSettings,
		diagnostics.ActionOpenProxySettings, diagnostics.ActionOpenVPNSettings,
	} {
		if err := s.openAction(t.Context(), action); !errors.Is(err, system.ErrNoSettings) {
			t.Errorf("%s on a computer without any settings program: %v", action, err)
		}
	}
	if err := s.openAction(t.Context(), diagnostics.ActionCheckAgain); !errors.Is(err, errNotToOpen) {
		t.Errorf("checking again opens nothing: %v", err)
	}
}

func TestReportIsThereAndNamesNobody(t *testing.T) {
	d := newDesk(t).withCache().saw(blocked()...)
	d.ends(exitFine, "fix", "clear-cache", "--yes")
	d.ends(exitFine, "report")
	d.says("Retune "+version+", linux/", "1.2.92.147", "[hosts-blocked]", "clear-cache ended repaired")
	if strings.Contains(d.out.String(), d.home) || d.err.Len() > 0 {
		t.Errorf("%s%s", &d.out, &d.err)
	}
}

func TestReportWithoutAReadableJournal(t *testing.T) {
	d := newDesk(t).saw(well()...)
	d.write(".local/state/retune/journal.jsonl/in-the-way", "")
	d.ends(exitFine, "report")
	d.says("Repairs:\nRetune’s own record of them could not be read.\n")
}
