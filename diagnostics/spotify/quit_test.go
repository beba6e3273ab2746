package spotify

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"retune/diagnostics/system"
)

// quitOnMac is the command that asks the running client on macOS.
func quitOnMac() Quit { return macLayouts(onMac())[0].Quit }

func client(pid int, kind Kind, quit Quit) Running {
	return Running{Process: system.Process{PID: pid}, Kind: kind, Quit: quit, Main: true}
}

func TestMacOSAsksTheBundleThatRuns(t *testing.T) {
	quit := quitOnMac()
	script := strings.Join(quit.Ask.Arguments, " ")
	if quit.Ask.Program != "osascript" || !strings.Contains(script, `application id "com.spotify.client" is running`) {
		t.Errorf("it is asked by %q", quit.Ask)
	}
	quitter := Quitter{Commands: answers{quit.Ask.Program: ""}}
	if err := quitter.Quit(t.Context(), []Running{client(7, KindMacOS, quit)}); err != nil {
		t.Error(err)
	}
	quitter.Commands = answers{}
	if err := quitter.Quit(t.Context(), []Running{client(7, KindMacOS, quit)}); !errors.Is(err, system.ErrNoProgram) {
		t.Errorf("where macOS would not ask, got %v", err)
	}
}

func TestWhatHasNoMenuToAskIsNotAsked(t *testing.T) {
	helper := Running{Process: system.Process{PID: 8}, Quit: quitOnMac()}
	for name, running := range map[string][]Running{
		"nothing": nil, "helpers alone": {helper}, "Windows": {client(7, KindWindows, Quit{Way: QuitWindow})},
	} {
		if err := (Quitter{Commands: answers{}}).Quit(t.Context(), running); !errors.Is(err, ErrNotAsked) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestASessionWithoutABusHasNoPlayer(t *testing.T) {
	quitter := Quitter{Environment: linux(), Files: shelf{}, Commands: answers{}}
	err := quitter.Quit(t.Context(), []Running{client(7, KindDeb, Quit{Way: QuitPlayer})})
	if !errors.Is(err, ErrNoPlayer) {
		t.Errorf("got %v", err)
	}
}

// The owner of the player's name on the bus is asked only if it is the Spotify to be closed,
// or what its own Flatpak put on the bus for it.
func TestOnlySpotifyItselfIsAskedOverTheBus(t *testing.T) {
	const note = "/proc/90/root/.flatpak-info"
	theirs := "[Application]\nname=com.spotify.Client\nruntime=runtime/org.freedesktop.Platform\n"
	for name, line := range map[string]struct {
		kind  Kind
		files shelf
		owner int
		want  bool
	}{
		"the process itself":            {KindDeb, shelf{}, 7, true},
		"another process":               {KindDeb, shelf{}, 90, false},
		"the Flatpak's proxy":           {KindFlatpak, shelf{note: theirs}, 90, true},
		"a proxy, but of no Flatpak":    {KindDeb, shelf{note: theirs}, 90, false},
		"another Flatpak's proxy":       {KindFlatpak, shelf{note: "[Application]\nname=com.spotify.ClientX\n"}, 90, false},
		"a name in another group":       {KindFlatpak, shelf{note: "[Instance]\nname=com.spotify.Client\n"}, 90, false},
		"a process without any sandbox": {KindFlatpak, shelf{}, 90, false},
	} {
		running := []Running{client(7, line.kind, Quit{Way: QuitPlayer})}
		if got := (Quitter{Files: line.files}).speaksFor(line.owner, running); got != line.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

func FuzzFlatpakNote(f *testing.F) {
	f.Add([]byte("[Application]\nname=com.spotify.Client\n"))
	f.Add([]byte("name=\n[\n[Application]"))
	f.Fuzz(func(t *testing.T, note []byte) {
		if name := applicationOf(note); !strings.Contains(string(note), name) {
			t.Errorf("%q is not in the note", name)
		}
	})
}

func TestAnElevatedRetuneOfWindowsLetsTheDesktopStartSpotify(t *testing.T) {
	native := system.Command{Program: `C:\Users\me\AppData\Roaming\Spotify\Spotify.exe`}
	through := system.Command{Program: "explorer.exe", Arguments: []string{native.Program}}
	store := storeLayout(onWindows()).Start[0]
	for name, line := range map[string]struct {
		system      string
		rights      system.Rights
		start, want system.Command
	}{
		"a person's own rights":    {"windows", system.RightsOwn, native, native},
		"an administrator's":       {"windows", system.RightsElevated, native, through},
		"the Store does it anyway": {"windows", system.RightsElevated, store, store},
		"elsewhere":                {"darwin", system.RightsElevated, native, native},
	} {
		got := StartAsPerson(system.Environment{System: line.system, Rights: line.rights}, line.start)
		if got.Program != line.want.Program || !slices.Equal(got.Arguments, line.want.Arguments) {
			t.Errorf("%s: got %q, want %q", name, got, line.want)
		}
	}
}

// With two copies in the usual places, the one that was closed is the one that is started.
func TestMacOSStartsTheVeryCopy(t *testing.T) {
	for i, want := range []string{"/Applications/Spotify.app", "/Users/me/Applications/Spotify.app"} {
		start := macLayouts(onMac())[i].Start[0]
		if start.Program != "open" || !slices.Equal(start.Arguments, []string{want}) {
			t.Errorf("%s is started by %q", want, start)
		}
	}
}
