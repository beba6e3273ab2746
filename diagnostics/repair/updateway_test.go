package repair

import (
	"slices"
	"testing"

	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// TestWaysToUpdate has a line for every channel, on all systems.
func TestWaysToUpdate(t *testing.T) {
	flatpak := func(option string) spotify.Install {
		return spotify.Install{
			Kind: spotify.KindFlatpak, Updates: spotify.ChannelFlatpak,
			Start: []system.Command{{Program: "flatpak", Arguments: []string{"run", option, "com.spotify.Client"}}},
		}
	}
	of := func(kind spotify.Kind, channel spotify.Channel) spotify.Install {
		return spotify.Install{Kind: kind, Updates: channel}
	}
	for _, test := range []struct {
		install       spotify.Install
		command       string
		administrator bool
		itself        bool
	}{
		{of(spotify.KindDeb, spotify.ChannelAPT), "apt-get install --only-upgrade --yes spotify-client", true, false},
		{of(spotify.KindSnap, spotify.ChannelSnap), "snap refresh spotify", true, false},
		{flatpak("--user"), "flatpak update --user --noninteractive --assumeyes com.spotify.Client", false, false},
		{flatpak("--system"), "flatpak update --system --noninteractive --assumeyes com.spotify.Client", false, false},
		{of(spotify.KindMacOS, spotify.ChannelHomebrew), "brew upgrade --cask --greedy spotify", false, false},
		{of(spotify.KindMacOS, spotify.ChannelItself), "", false, true},
		{of(spotify.KindScoop, spotify.ChannelScoop), "scoop update spotify", false, false},
		{of(spotify.KindWindows, spotify.ChannelChocolatey), "choco upgrade spotify --yes", true, false},
		{of(spotify.KindWindows, spotify.ChannelItself), "winget upgrade --id Spotify.Spotify --exact --source winget --disable-interactivity --accept-source-agreements --accept-package-agreements", false, true},
		{of(spotify.KindStore, spotify.ChannelStore), "winget upgrade --id 9NCBCSZSJRSB --exact --source msstore --disable-interactivity --accept-source-agreements --accept-package-agreements", false, false},
		{of(spotify.KindLauncher, spotify.ChannelLauncher), "", false, true},
		{of(spotify.KindAUR, spotify.ChannelAUR), "", false, false},
		{of(spotify.KindNix, spotify.ChannelNix), "", false, false},
		{of(spotify.KindOther, spotify.ChannelUnknown), "", false, false},
	} {
		way := updateWayOf(test.install, func(string) bool { return true })
		command := ""
		if way.command.Program != "" {
			command = way.command.String()
		}
		if command != test.command || way.administrator != test.administrator || way.itself != test.itself {
			t.Errorf("%s of %s: %q, %+v", test.install.Kind, test.install.Updates, command, way)
		}
		if bare := updateWayOf(test.install, func(string) bool { return false }); bare.command.Program != "" {
			t.Errorf("%s of %s is updated by %s, which is not there", test.install.Kind, test.install.Updates, bare.command)
		}
	}
}

func TestWhoAsksForAnAdministrator(t *testing.T) {
	desktop := system.Environment{System: "linux", Variables: map[string]string{"WAYLAND_DISPLAY": "wayland-0"}}
	for name, test := range map[string]struct {
		environment system.Environment
		want        []string
	}{
		"a desktop":  {desktop, []string{pkexec, sudo}},
		"a terminal": {system.Environment{System: "linux"}, []string{sudo, pkexec}},
	} {
		if got := askers(test.environment); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
