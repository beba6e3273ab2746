package repair

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// removeOdd deletes what an os.Root does not take as a name on Windows, such as "aux" or
// one that ends in a dot: programs that write such names get around its rules, too. The
// name goes to the system as it is, as one below the folder that is held open, and a link
// is not followed; that is what os.Root does with every other name. It returns what
// kept the os.Root from it where it fails as well.
func removeOdd(folder *os.Root, name string, refused error) error {
	if strings.ContainsAny(name, `/\:`) || filepath.IsLocal(name) && !trimmed(name) {
		return refused
	}
	open, err := folder.Open(".")
	if err != nil {
		return errors.Join(refused, err)
	}
	defer func() { _ = open.Close() }()
	if err := removeLiterally(windows.Handle(open.Fd()), name); err != nil {
		return errors.Join(refused, fmt.Errorf("delete it by its literal name: %w", err))
	}
	return nil
}

// trimmed reports whether Windows would take something off the end of a name.
func trimmed(name string) bool { return strings.TrimRight(name, ". ") != name }

func removeLiterally(folder windows.Handle, name string) error {
	literal, err := windows.NewNTUnicodeString(name)
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was tried
	}
	attributes := &windows.OBJECT_ATTRIBUTES{RootDirectory: folder, ObjectName: literal}
	attributes.Length = uint32(unsafe.Sizeof(*attributes))
	var file windows.Handle
	var status windows.IO_STATUS_BLOCK
	err = windows.NtCreateFile(&file, windows.DELETE|windows.SYNCHRONIZE, attributes, &status, nil, 0,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, windows.FILE_OPEN,
		windows.FILE_OPEN_REPARSE_POINT|windows.FILE_OPEN_FOR_BACKUP_INTENT|
			windows.FILE_SYNCHRONOUS_IO_NONALERT|windows.FILE_DELETE_ON_CLOSE, 0, 0)
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was tried
	}
	return windows.CloseHandle(file) //nolint:wrapcheck // the caller says what was tried
}
