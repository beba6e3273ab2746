package system

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// SettingsPage is a page of the system's own settings.
type SettingsPage string

// The pages that Retune opens.
const (
	SettingsNetwork  SettingsPage = "network"
	SettingsFirewall SettingsPage = "firewall"
	SettingsProxy    SettingsPage = "proxy"
	SettingsVPN      SettingsPage = "vpn"
)

// ErrNoSettings is returned where no known settings program is installed.
var ErrNoSettings = errors.New("no settings program was found")

// OpenSettings opens a page of the system's settings with the first suitable program that is
// installed. The error is ErrNoSettings, or why the program could not be started.
func OpenSettings(environment Environment, commands Commands, page SettingsPage) error {
	for _, command := range settingsCommands(environment, page) {
		if _, err := commands.Find(command.Program); errors.Is(err, ErrNoProgram) {
			continue
		}
		return commands.Start(command)
	}
	return fmt.Errorf("%s: %w", page, ErrNoSettings)
}

// settingsCommands lists the commands that open a page, best first.
func settingsCommands(environment Environment, page SettingsPage) []Command {
	switch environment.System {
	case "windows":
		return []Command{{Program: "explorer.exe", Arguments: []string{windowsPages()[page]}}}
	case "darwin":
		return []Command{{Program: "open", Arguments: []string{macPages()[page]}}}
	default:
		return linuxSettings(environment, page)
	}
}

// windowsPages are the ms-settings URIs from Microsoft's "Launch Windows Settings" reference;
// the firewall is a page of the Windows Security app.
func windowsPages() map[SettingsPage]string {
	return map[SettingsPage]string{
		SettingsNetwork:  "ms-settings:network-status",
		SettingsFirewall: "windowsdefender://network",
		SettingsProxy:    "ms-settings:network-proxy",
		SettingsVPN:      "ms-settings:network-vpn",
	}
}

// macPages are the panes of System Settings since macOS 13. Older versions open the closest
// pane, or System Preferences itself.
func macPages() map[SettingsPage]string {
	return map[SettingsPage]string{
		SettingsNetwork:  "x-apple.systempreferences:com.apple.Network-Settings.extension",
		SettingsFirewall: "x-apple.systempreferences:com.apple.Firewall-Settings.extension",
		SettingsProxy:    "x-apple.systempreferences:com.apple.Network-Settings.extension?Proxies",
		SettingsVPN:      "x-apple.systempreferences:com.apple.NetworkExtensionSettingsUI.NESettingsUIExtension",
	}
}

// linuxSettings tries the current desktop's settings program first, then those of other
// desktops: any is better than none.
func linuxSettings(environment Environment, page SettingsPage) []Command {
	var firewall []Command
	if page == SettingsFirewall {
		firewall = []Command{{Program: "firewall-config"}, {Program: "gufw"}}
	}
	gnome := []Command{
		{Program: "gnome-control-center", Arguments: []string{"network"}},
		{Program: "cinnamon-settings", Arguments: []string{"network"}},
		{Program: "nm-connection-editor"},
	}
	kde := []Command{
		{Program: "systemsettings", Arguments: []string{kdePages()[page]}},
		{Program: "systemsettings5", Arguments: []string{kdePages()[page]}},
	}
	if strings.Contains(environment.Get("XDG_CURRENT_DESKTOP"), "KDE") {
		return slices.Concat(firewall, kde, gnome)
	}
	return slices.Concat(firewall, gnome, kde)
}

func kdePages() map[SettingsPage]string {
	return map[SettingsPage]string{
		SettingsNetwork:  "kcm_networkmanagement",
		SettingsFirewall: "kcm_firewall",
		SettingsProxy:    "kcm_proxy",
		SettingsVPN:      "kcm_networkmanagement",
	}
}
