package guide

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"retune/diagnostics"
)

func theGuide(t *testing.T) Guide {
	t.Helper()
	guide, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	return guide
}

func TestTheCard(t *testing.T) {
	want := Card{
		Code: "2", Brand: "Spotify", Product: "music streaming", ProductType: "music_streaming",
		Title:    "Error Code 2",
		Summary:  "Spotify is in Offline Mode, or believes that there is no internet.",
		Severity: "medium", Difficulty: "easy",
		FastestMinutes: 2, SlowestMinutes: 10,
		Checked: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC),
	}
	if difference := cmp.Diff(want, theGuide(t).Card); difference != "" {
		t.Error(difference)
	}
}

func TestTheNeeds(t *testing.T) {
	needs := theGuide(t).Needs
	for i, want := range []struct {
		id        NeedID
		reinstall bool
		facts     []string
	}{
		{NeedSpotify, false, []string{"computer", "phone", "tablet", "Spotify"}},
		{NeedInternet, false, []string{"internet", "Wi-Fi", "mobile data"}},
		{NeedPassword, true, []string{"user name", "password", "Only if", "installed anew", "Nothing else"}},
	} {
		need := needs[i]
		if need.ID != want.id || need.OnlyReinstall != want.reinstall {
			t.Errorf("need %d is %+v", i+1, need)
		}
		says(t, string(need.ID), need.Title+" "+need.Note, want.facts...)
	}
}

func TestTheSteps(t *testing.T) {
	steps := theGuide(t).Steps
	for i, want := range []struct {
		title   string
		checks  string
		repairs string
		actions string
		manual  bool
	}{
		{"internet connection", "clock families interfaces places portal resolver system-opinion", "", "check-again open-network-settings", false},
		{"Offline Mode off", "connections", "", "show-offline-mode check-again", true},
		{"Close Spotify and start it again", "process", "close restart stale-lock", "", false},
		{"outage", "directory status-feed", "", "open-status", false},
		{"cache", "", "clear-cache", "", false},
		{"Update or reinstall", "installs", "update", "open-download", true},
		{"firewall, VPN", "access-points hosts-file local-firewall proxy secure tunnel", "hosts proxy", "open-firewall-settings open-proxy-settings open-vpn-settings", true},
	} {
		step := steps[i]
		says(t, step.Title, step.Title, want.title)
		if step.Number != i+1 || step.Manual != want.manual {
			t.Errorf("step %d: number %d, manual %v", i+1, step.Number, step.Manual)
		}
		checks := slices.Sorted(slices.Values(step.Checks))
		if joined(checks) != want.checks || joined(step.Repairs) != want.repairs || joined(step.Actions) != want.actions {
			t.Errorf("step %d has checks %q, repairs %q, actions %q", i+1, checks, step.Repairs, step.Actions)
		}
	}
}

func TestWhereOfflineModeSits(t *testing.T) {
	how := theGuide(t).Steps[1].How
	for device, facts := range map[Device][]string{
		Windows: {"three dots", "top left", "File", "Offline Mode"},
		Linux:   {"three dots", "top left", "File", "Offline Mode"},
		MacOS:   {"menu bar", "File", "Offline Mode", "Older versions", "Spotify menu"},
		IPhone:  {"Home", "gear", "profile picture", "Settings and privacy", "Playback", "Data-saving and offline", "green"},
		Android: {"Home", "gear", "profile picture", "Settings and privacy", "Playback", "Data-saving and offline", "green"},
	} {
		says(t, string(device), strings.Join(how[device], " "), facts...)
	}
}

func TestWhenToStop(t *testing.T) {
	stop := theGuide(t).Stop
	says(t, "stop", stop.Text, "software", "no technician", "no visit", "all seven steps", "support.spotify.com")
	says(t, "helps", strings.Join(stop.Helps, " "), "state of your account", "servers", "tied to your account", "pass on")
}

func TestTheQuestions(t *testing.T) {
	questions := theGuide(t).Questions
	for i, want := range []struct {
		question string
		facts    []string
	}{
		{"What does Error Code 2 mean?", []string{"Offline Mode", "only what was downloaded", "switched it on", "by itself", "lost the internet"}},
		{"Why does it go offline by itself again and again?", []string{"unstable", "dropping", "cache", "out of date", "VPN", "firewall", "clear the cache", "update the app", "steady connection"}},
		{"Can I listen offline without Premium?", []string{"No.", "Downloads and Offline Mode belong to Premium", "free account", "all the time"}},
		{"How do I turn Offline Mode off on a phone?", []string{"Home", "gear", "profile picture", "Settings and privacy", "Playback", "Data-saving and offline", "switch off", "green", "at once"}},
		{"Does it mean that my account is banned?", []string{"No.", "connection", "settings", "suspended", "another message", "logging in"}},
	} {
		if questions[i].Question != want.question {
			t.Errorf("question %d is %q", i+1, questions[i].Question)
		}
		says(t, want.question, questions[i].Answer, want.facts...)
	}
}

func TestTheOtherCodes(t *testing.T) {
	steps := map[string]int{}
	for _, code := range theGuide(t).OtherCodes {
		steps[code.Label] = code.Step
	}
	want := map[string]int{
		"accounts:4": 1, "accesspoint:17": 7, "accesspoint:31": 1, "accesspoint:39": 7, "accesspoint:50": 7,
		"accounts:53": 7, "accounts:54": 7, "accounts:55": 7, "accounts:103": 7, "auth:3": 7,
		"NOT_AVAILABLE_OFFLINE": 2, "No internet connection detected": 1, "A firewall may be blocking Spotify": 7,
	}
	if difference := cmp.Diff(want, steps); difference != "" {
		t.Error(difference)
	}
}

func TestTheAddresses(t *testing.T) {
	guide := theGuide(t)
	for link, want := range map[Link]string{
		LinkSupport:  "https://support.spotify.com/us/article/spotify-is-offline/",
		LinkStatus:   "https://status.spotify.com/",
		LinkDownload: "https://www.spotify.com/download/",
	} {
		if address, err := guide.Address(link); err != nil || address != want {
			t.Errorf("%s is %q, error %v", link, address, err)
		}
	}
	if address, err := guide.Address("elsewhere"); err == nil {
		t.Errorf("an unknown page has the address %q", address)
	}
}

func TestTheStepOfAVerdict(t *testing.T) {
	guide := theGuide(t)
	if step, ok := guide.Step(7); !ok || step.Number != 7 {
		t.Errorf("step 7 is %+v, %v", step, ok)
	}
	if step, ok := guide.Step(0); ok {
		t.Errorf("there is a step 0: %+v", step)
	}
}

// says reports each fact that a text lacks.
func says(t *testing.T, what, text string, facts ...string) {
	t.Helper()
	for _, fact := range facts {
		if !strings.Contains(text, fact) {
			t.Errorf("%s does not say %q: %s", what, fact, text)
		}
	}
}

func joined[T diagnostics.CheckName | diagnostics.RepairName | diagnostics.Action](codes []T) string {
	var texts []string
	for _, code := range codes {
		texts = append(texts, string(code))
	}
	return strings.Join(texts, " ")
}
