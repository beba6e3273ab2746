package system

import (
	"errors"
	"slices"
	"testing"
)

func TestStateFolder(t *testing.T) {
	variables := func(name, value string) map[string]string { return map[string]string{name: value} }
	for want, environment := range map[string]Environment{
		"/h/.local/state/retune":                {System: "linux", Home: "/h"},
		"/state/retune":                         {System: "linux", Home: "/h", Variables: variables("XDG_STATE_HOME", "/state")},
		"/r/.local/state/retune":                {System: "linux", Home: "/r", Variables: variables("XDG_STATE_HOME", "state")},
		"/h/Library/Application Support/Retune": {System: "darwin", Home: "/h"},
		`C:\h\AppData\Local\Retune`:             {System: "windows", Home: `C:\h`},
		`D:\local\Retune`:                       {System: "windows", Home: `C:\h`, Variables: variables("LOCALAPPDATA", `D:\local`)},
		"":                                      {System: "linux"},
	} {
		if got := environment.StateFolder(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// shelf is a Commands with some programs installed.
type shelf struct {
	Commands
	installed []string
	started   []Command
}

func (s *shelf) Find(program string) (string, error) {
	if !slices.Contains(s.installed, program) {
		return "", ErrNoProgram
	}
	return program, nil
}

func (s *shelf) Start(command Command) error {
	s.started = append(s.started, command)
	return nil
}

func TestSettings(t *testing.T) {
	everything := []string{"explorer.exe", "open", "gnome-control-center", "systemsettings", "firewall-config"}
	for _, line := range []struct {
		system, desktop string
		page            SettingsPage
		installed       []string
		want            string
	}{
		{"windows", "", SettingsProxy, everything, "explorer.exe ms-settings:network-proxy"},
		{"windows", "", SettingsFirewall, everything, "explorer.exe windowsdefender://network"},
		{"darwin", "", SettingsFirewall, everything, "open x-apple.systempreferences:com.apple.Firewall-Settings.extension"},
		{"linux", "GNOME", SettingsNetwork, everything, "gnome-control-center network"},
		{"linux", "KDE", SettingsProxy, everything, "systemsettings kcm_proxy"},
		{"linux", "GNOME", SettingsProxy, []string{"systemsettings"}, "systemsettings kcm_proxy"},
		{"linux", "KDE", SettingsFirewall, everything, "firewall-config"},
		{"linux", "", SettingsVPN, []string{"nm-connection-editor"}, "nm-connection-editor"},
	} {
		door := &shelf{installed: line.installed}
		environment := Environment{System: line.system, Variables: map[string]string{"XDG_CURRENT_DESKTOP": line.desktop}}
		if err := OpenSettings(environment, door, line.page); err != nil || door.started[0].String() != line.want {
			t.Errorf("%+v: started %v, %v", line, door.started, err)
		}
	}
	if err := OpenSettings(Environment{System: "linux"}, &shelf{}, SettingsVPN); !errors.Is(err, ErrNoSettings) {
		t.Errorf("without programs: %v", err)
	}
}
