package system

import "strconv"

// Rights is whose rights Retune runs with.
type Rights string

// The rights. With another account's rights Retune would look into the wrong home folder, and
// take the user's Spotify for somebody else's.
const (
	RightsOwn      Rights = ""         // the same as the user's other programs
	RightsElevated Rights = "elevated" // the user's account, elevated to administrator
	RightsForeign  Rights = "foreign"  // a different account: sudo, "run as another user"
)

// unixRights judges by the environment variables in which sudo, pkexec and doas name their
// caller (sudo(8), pkexec(1), doas(1)). Somebody logged in as root has none of them, and is
// the user; so is whoever root itself has switched to.
func unixRights(uid int, variables map[string]string) Rights {
	for _, name := range []string{"SUDO_UID", "PKEXEC_UID"} {
		if caller := variables[name]; caller != "" && caller != "0" && caller != strconv.Itoa(uid) {
			return RightsForeign
		}
	}
	if caller := variables["DOAS_USER"]; caller != "" && caller != "root" && caller != variables["USER"] {
		return RightsForeign
	}
	return RightsOwn
}

// windowsRights compares the security identifiers of the desktop's owner and of Retune's, and
// whether Retune was elevated. If the desktop has no owner, like a service's, the rights
// count as the user's own.
func windowsRights(elevated bool, own, desktop string) Rights {
	switch {
	case desktop != "" && desktop != own:
		return RightsForeign
	case elevated:
		return RightsElevated
	default:
		return RightsOwn
	}
}
