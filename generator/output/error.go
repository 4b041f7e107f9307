package output

import (
	"errors"
	"io/fs"

	"showcase/generator/diag"
)

// Error is a failure of [Write] that the user can do something about: what is
// wrong and what to do, in both languages, and the error of the system beneath.
type Error struct {
	Text diag.Text
	Err  error // may be nil
}

// Error is the English sentence followed by the system's own.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Text.EN
	}
	return e.Text.EN + " [" + e.Err.Error() + "]"
}

// Unwrap returns the system's error.
func (e *Error) Unwrap() error { return e.Err }

// explain wraps a failure at a path in the output folder in words for the user.
func explain(dir, path string, err error) error {
	at := dir
	if path != "" {
		at += "/" + path
	}
	switch {
	case err == nil:
		return nil
	case isDiskFull(err):
		return &Error{diag.Say("磁盘已满，写不下 %[1]s；原有内容没有改动。请腾出空间后再试。",
			"The disk is full, %[1]s could not be written; what was there is unchanged. Make room and try again.", at), err}
	case errors.Is(err, fs.ErrPermission), isReadOnly(err):
		return &Error{diag.Say("不能写入 %[1]s：没有权限，或有其他程序正打开着它。请关闭那个程序，或检查文件夹的权限。",
			"%[1]s cannot be written: no permission, or another program has it open. Close that program or check the folder's permissions.", at), err}
	default:
		return &Error{diag.Say("写入 %[1]s 时出错。", "Writing %[1]s failed.", at), err}
	}
}
