package system

import "strconv"

// Rights says with whose rights Retune runs.
type Rights string

// The rights. With those of another account Retune would look into another home, and
// take the person's Spotify for somebody else's.
const (
	RightsOwn      Rights = ""         // those of the person's other programs
	RightsElevated Rights = "elevated" // the person's account, as an administrator
	RightsForeign  Rights = "foreign"  // another account than the person's: sudo, "run as another user"
)

// unixRights judges by what sudo, pkexec and doas leave in the environment to tell who
// called them (sudo(8), pkexec(1), doas(1)). Whoever is logged in as the administrator
// has none of it, and is the person; whom the administrator called up is the person, too.
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

// windowsRights judges by the owner of the desktop beside the owner of Retune, as
// security identifiers, and by whether Retune was elevated. A desktop without an owner,
// such as that of a service, accuses nobody.
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
