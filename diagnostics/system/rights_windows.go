package system

import "golang.org/x/sys/windows"

func currentRights(map[string]string) Rights {
	own := windows.GetCurrentProcessToken()
	return windowsRights(own.IsElevated(), identifierOf(own), desktopOwner())
}

// desktopOwner returns who runs the shell of this desktop; "" if nobody does.
func desktopOwner() string {
	var pid uint32
	if _, err := windows.GetWindowThreadProcessId(windows.GetShellWindow(), &pid); err != nil {
		return ""
	}
	shell, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, pid)
	if err != nil {
		return ""
	}
	defer func() { _ = windows.CloseHandle(shell) }()
	return ownerOf(shell)
}

// ownerOf returns the security identifier of a process's user; "" if the system would not
// say.
func ownerOf(process windows.Handle) string {
	var token windows.Token
	if err := windows.OpenProcessToken(process, windows.TOKEN_QUERY, &token); err != nil {
		return ""
	}
	defer func() { _ = token.Close() }()
	return identifierOf(token)
}

func identifierOf(token windows.Token) string {
	user, err := token.GetTokenUser()
	if err != nil {
		return ""
	}
	return user.User.Sid.String()
}
