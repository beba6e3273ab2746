package repair

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// oddName reports whether an os.Root does not take a name on Windows as it is: one that
// is kept for a device, such as "aux", or whose end Windows would take off, so that it
// would mean another file. Programs that write such names get around these rules, too.
func oddName(name string) bool {
	if strings.ContainsAny(name, `/\:`) {
		return false
	}
	return !filepath.IsLocal(name) || strings.TrimRight(name, ". ") != name
}

// removeOdd deletes a file with an odd name. The name goes to the system as it is, as one
// in the folder that is held open, and a link is not followed: that is what os.Root does
// with every other name.
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
