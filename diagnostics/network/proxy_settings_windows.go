package network

import "github.com/mattn/go-ieproxy"

// readWindowsProxy asks Windows for the settings of the user, or else of the computer.
func readWindowsProxy() proxySettings {
	set := ieproxy.ReloadConf()
	if !set.Static.Active {
		return windowsProxy(nil, "", set.Automatic.PreConfiguredURL)
	}
	return windowsProxy(set.Static.Protocols, set.Static.NoProxy, set.Automatic.PreConfiguredURL)
}
