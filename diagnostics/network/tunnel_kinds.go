package network

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Kinds of tunnel. Findings carry them.
const (
	TunnelWireGuard = "wireguard"
	TunnelTUN       = "tun"
	TunnelTAP       = "tap"
	TunnelPPP       = "ppp"
	TunnelIPsec     = "ipsec"
	TunnelOther     = "tunnel"
)

// tunnelKind says what kind of tunnel an interface is, or "": by what the system says of
// it and by the names that programs give. The adapter is Windows' alone.
func tunnelKind(system, name string, class fs.FS, adapter adapter) string {
	switch system {
	case "linux":
		if kind := linuxTunnel(name, class); kind != "" {
			return kind
		}
	case "windows":
		return windowsTunnel(adapter)
	}
	return namedTunnel(strings.ToLower(name))
}

// Numbers of the Linux kernel's if_arp.h and if_tun.h.
const (
	typePPP    = 512
	typeNone   = 65534
	flagIsTAP  = 0x0002
	typeIPinIP = 768
	typeIP6    = 769
	typeSIT    = 776
	typeGRE    = 778
)

// linuxTunnel reads the interface's folder: who made it, what kind it is.
func linuxTunnel(name string, class fs.FS) string {
	if strings.Contains(sysText(class, name+"/uevent"), "DEVTYPE=wireguard") {
		return TunnelWireGuard
	}
	if flags, err := strconv.ParseUint(strings.TrimPrefix(sysText(class, name+"/tun_flags"), "0x"), 16, 32); err == nil {
		if flags&flagIsTAP != 0 {
			return TunnelTAP
		}
		return TunnelTUN
	}
	number, err := strconv.Atoi(sysText(class, name+"/type"))
	if err != nil {
		return ""
	}
	switch number {
	case typePPP:
		return TunnelPPP
	case typeIPinIP, typeIP6, typeSIT, typeGRE:
		return TunnelOther
	case typeNone:
		// A modem is one as well; it has hardware behind it.
		if _, err := fs.Stat(class, name+"/device"); err == nil {
			return ""
		}
		if kind := namedTunnel(name); kind != "" {
			return kind
		}
		return TunnelOther
	}
	return ""
}

func sysText(class fs.FS, path string) string {
	content, err := fs.ReadFile(class, path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(content))
}

// namedTunnel goes by how the names begin that systems and VPN programs give to interfaces.
func namedTunnel(name string) string {
	return tunnelSign(name, strings.HasPrefix, []tunnelSigns{
		{TunnelWireGuard, []string{"wg", "nordlynx", "proton", "mullvad"}},
		{TunnelTUN, []string{"tun", "utun", "tailscale", "nordtun", "pvpn"}},
		{TunnelTAP, []string{"tap", "feth", "zt"}},
		{TunnelPPP, []string{"ppp"}},
		{TunnelIPsec, []string{"ipsec", "xfrm", "vti"}},
	})
}

// tunnelSigns are what gives a kind of tunnel away.
type tunnelSigns struct {
	kind  string
	signs []string
}

// tunnelSign returns the first kind of which a text has a sign, or "".
func tunnelSign(text string, has func(text, sign string) bool, kinds []tunnelSigns) string {
	for _, each := range kinds {
		if slices.ContainsFunc(each.signs, func(sign string) bool { return has(text, sign) }) {
			return each.kind
		}
	}
	return ""
}

// adapter is what Windows says of an interface.
type adapter struct {
	kind        uint32 // IANA's ifType
	description string
}

// IANA's numbers of interface types.
const (
	ifTypePPP     = 23
	ifTypeVirtual = 53
	ifTypeTunnel  = 131
)

// windowsTunnel goes by the driver's description, which no language changes, before the
// type: many drivers call themselves Ethernet.
func windowsTunnel(a adapter) string {
	kind := tunnelSign(strings.ToLower(a.description), strings.Contains, []tunnelSigns{
		{TunnelWireGuard, []string{"wireguard", "nordlynx"}},
		{TunnelTUN, []string{"wintun", "tailscale", "openvpn data channel"}},
		{TunnelTAP, []string{"tap-", "zerotier"}},
		{TunnelOther, []string{
			"anyconnect", "fortinet", "fortissl", "pangp", "globalprotect", "juniper", "pulse secure",
			"check point", "sonicwall", "cloudflare warp", "vpn",
		}},
	})
	if kind != "" {
		return kind
	}
	switch a.kind {
	case ifTypePPP:
		return TunnelPPP
	case ifTypeTunnel, ifTypeVirtual:
		return TunnelOther
	}
	return ""
}
