package repair

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// oddName reports whether os.Root would not take a name literally on Windows: a name reserved
// for a device, such as "aux", or one whose end Windows would strip, so that it meant another
// file. Programs that create such names bypass these rules, too.
func oddName(name string) bool {
	if strings.ContainsAny(name, `/\:`) {
		return false
	}
	return !filepath.IsLocal(name) || strings.TrimRight(name, ". ") != name
}

// removeOdd deletes a file with an odd name. The name is passed to the system literally,
// relative to the open folder, and links are not followed; os.Root does the same with every
// other name.
func removeOdd(folder *os.Root, name string) (err error) {
	open, err := folder.Open(".")
	if err != nil {
		return err //nolint:wrapcheck // the caller names the path
	}
	defer func() { err = errors.Join(err, open.Close()) }()
	literal, err := windows.NewNTUnicodeString(name)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the path
	}
	attributes := &windows.OBJECT_ATTRIBUTES{RootDirectory: windows.Handle(open.Fd()), ObjectName: literal}
	attributes.Length = uint32(unsafe.Sizeof(*attributes))
	var file windows.Handle
	var status windows.IO_STATUS_BLOCK
	err = windows.NtCreateFile(&file, windows.DELETE|windows.SYNCHRONIZE, attributes, &status, nil, 0,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, windows.FILE_OPEN,
		windows.FILE_OPEN_REPARSE_POINT|windows.FILE_OPEN_FOR_BACKUP_INTENT|
			windows.FILE_SYNCHRONOUS_IO_NONALERT|windows.FILE_DELETE_ON_CLOSE, 0, 0)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the path
	}
	return windows.CloseHandle(file) //nolint:wrapcheck // the caller names the path
}
