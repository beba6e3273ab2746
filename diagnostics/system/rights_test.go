package system

import "testing"

func TestSudoAndItsLikeLendTheRightsOfAnotherAccount(t *testing.T) {
	for name, line := range map[string]struct {
		uid       int
		variables map[string]string
		want      Rights
	}{
		"a person":                             {1000, nil, RightsOwn},
		"the administrator":                    {0, nil, RightsOwn},
		"sudo":                                 {0, map[string]string{"SUDO_UID": "1000"}, RightsForeign},
		"sudo to another person":               {1001, map[string]string{"SUDO_UID": "1000"}, RightsForeign},
		"sudo to oneself":                      {1000, map[string]string{"SUDO_UID": "1000"}, RightsOwn},
		"sudo of the administrator":            {0, map[string]string{"SUDO_UID": "0"}, RightsOwn},
		"the administrator's sudo to a person": {1000, map[string]string{"SUDO_UID": "0"}, RightsOwn},
		"pkexec":                               {0, map[string]string{"PKEXEC_UID": "1000"}, RightsForeign},
		"doas":                                 {0, map[string]string{"DOAS_USER": "me", "USER": "root"}, RightsForeign},
		"doas to oneself":                      {1000, map[string]string{"DOAS_USER": "me", "USER": "me"}, RightsOwn},
	} {
		if got := unixRights(line.uid, line.variables); got != line.want {
			t.Errorf("%s: got %q, want %q", name, got, line.want)
		}
	}
}

func TestTheOwnerOfTheDesktopTellsWhoseRightsTheyAre(t *testing.T) {
	for name, line := range map[string]struct {
		elevated     bool
		own, desktop string
		want         Rights
	}{
		"a person":                         {false, "S-1-me", "S-1-me", RightsOwn},
		"a person who agreed":              {true, "S-1-me", "S-1-me", RightsElevated},
		"another administrator's password": {true, "S-1-admin", "S-1-me", RightsForeign},
		"run as another user":              {false, "S-1-other", "S-1-me", RightsForeign},
		"no desktop":                       {false, "S-1-me", "", RightsOwn},
		"no desktop, elevated":             {true, "S-1-me", "", RightsElevated},
	} {
		if got := windowsRights(line.elevated, line.own, line.desktop); got != line.want {
			t.Errorf("%s: got %q, want %q", name, got, line.want)
		}
	}
}
