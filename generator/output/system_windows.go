package output

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func isDiskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// lockFolder keeps other processes that ask likewise out of the folder, until
// release is called or this process ends. It says false when one of them was
// first. Windows does not lock folders, so a file in it is locked; the system's
// lock counts and not the file's presence. File systems without locks (some
// network drives) let everybody in.
func lockFolder(root *os.Root) (release func(), free bool, err error) {
	const lockName = ownPrefix + "-lock"
	f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, false, err
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		f.Close()
		return nil, false, nil
	}
	return func() {
		f.Close()
		root.Remove(lockName) // fails, as it should, when somebody has it open by now
	}, true, nil
}

func isReadOnly(error) bool { return false }
