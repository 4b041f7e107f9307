//go:build unix && !solaris && !illumos && !aix

package output

import (
	"errors"
	"os"
	"syscall"
)

func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// lockFolder keeps other processes that ask likewise out of the folder, until
// release is called or this process ends. It says false when one of them was
// first. The folder itself is locked: a file would have to be made and removed each
// time, which costs ext4 up to 10 ms. File systems without locks (some network
// drives) let everybody in.
func lockFolder(root *os.Root) (release func(), free bool, err error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, false, err
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK {
		f.Close()
		return nil, false, nil
	}
	return func() { f.Close() }, true, nil
}

// isReadOnly reports whether the file system takes no writes at all.
func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }
