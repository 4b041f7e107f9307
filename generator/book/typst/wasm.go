package typst

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/klauspost/compress/zstd"

	"showcase/generator/diag"
)

// wasmSum is the SHA-256 of the engine of the package that package.json names.
const wasmSum = "1fc968438a672366dfec39c96c842c26ed29caff4eb1bcaab19a6c60867de5fd"

const (
	wasmName    = "typst_ts_web_compiler_bg.wasm"
	wasmPackage = "node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/" + wasmName
	wasmSource  = "generator/book/typst/" + wasmPackage
	// wasmVariable names a file that is used instead of all others.
	wasmVariable = "SHOWCASE_TYPST"
)

// Embedded is the place of an engine that is inside the program.
const Embedded = "(in the program)"

// findWASM returns where the engine is: the file that $SHOWCASE_TYPST names,
// the copy in the program, beside the program, in the source tree above the
// current folder, in the one that the program was built from, in the user's
// cache folder.
func findWASM(cacheDir string) (string, error) {
	if named := os.Getenv(wasmVariable); named != "" {
		return named, nil
	}
	if len(embeddedWASM) > 0 {
		return Embedded, nil
	}
	var places []string
	if program, err := os.Executable(); err == nil {
		places = append(places, filepath.Join(filepath.Dir(program), wasmName))
	}
	if dir, err := os.Getwd(); err == nil {
		for {
			places = append(places, filepath.Join(dir, filepath.FromSlash(wasmSource)))
			parent := filepath.Dir(dir)
			if parent == dir {
				break
			}
			dir = parent
		}
	}
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) { // not in a program built with -trimpath
		places = append(places, filepath.Join(filepath.Dir(file), filepath.FromSlash(wasmPackage)))
	}
	if cacheDir != "" {
		places = append(places, filepath.Join(cacheDir, wasmName))
	}
	for _, place := range places {
		if info, err := os.Stat(place); err == nil && info.Mode().IsRegular() {
			return place, nil
		}
	}
	return "", missingEngine()
}

func setUpCure() diag.Text {
	return diag.Say(
		"请在源代码文件夹里运行：make setup（没有 make 就运行 npm ci --ignore-scripts --prefix generator/book/typst）。或下载自带引擎的发行版，或用环境变量 SHOWCASE_TYPST 指明文件 %s 的位置。",
		"In the source folder run: make setup (without make: npm ci --ignore-scripts --prefix generator/book/typst). Or take a release, which has the engine inside, or name the file %s in the environment variable SHOWCASE_TYPST.", wasmName)
}

func missingEngine() error {
	return &MissingError{
		What: diag.Say("没有找到制作 PDF 的排版引擎", "the engine that makes PDF was not found"),
		Cure: setUpCure(),
	}
}

// readWASM returns the engine's bytes; a file other than the pinned one is refused.
func readWASM(place string) ([]byte, error) {
	var wasm []byte
	if place == Embedded {
		reader, err := zstd.NewReader(bytes.NewReader(embeddedWASM))
		if err != nil {
			return nil, fmt.Errorf("unpack the print engine: %w", err)
		}
		defer reader.Close()
		var unpacked bytes.Buffer
		if _, err := unpacked.ReadFrom(reader); err != nil {
			return nil, fmt.Errorf("unpack the print engine: %w", err)
		}
		wasm = unpacked.Bytes()
	} else {
		var err error
		if wasm, err = os.ReadFile(place); errors.Is(err, fs.ErrNotExist) {
			return nil, &MissingError{
				What: diag.Say("排版引擎的文件不存在：%s", "the file of the print engine does not exist: %s", place),
				Cure: setUpCure(),
			}
		} else if err != nil {
			return nil, fmt.Errorf("read the print engine: %w", err)
		}
	}
	if sum := sha256.Sum256(wasm); hex.EncodeToString(sum[:]) != wasmSum {
		return nil, &MissingError{
			What: diag.Say("排版引擎的文件已损坏，或不是所需的版本：%s", "the file of the print engine is damaged or of another version: %s", place),
			Cure: setUpCure(),
		}
	}
	return wasm, nil
}
