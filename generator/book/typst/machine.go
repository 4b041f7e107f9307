package typst

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// program is the compiled module, from which machines are started.
type program struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
	cache   wazero.CompilationCache
}

// loadProgram compiles the module. The machine code is kept in the folder
// cacheDir (empty: not kept) because making it takes seconds; slow is called
// before that. A folder that cannot be written is done without, a damaged one
// is made again.
func loadProgram(ctx context.Context, wasm []byte, cacheDir string, slow func()) (*program, error) {
	if cacheDir != "" {
		if entries, err := filepath.Glob(filepath.Join(cacheDir, "wazero-*", "*")); err == nil && len(entries) > 0 {
			p, err := compile(ctx, wasm, cacheDir)
			if err == nil {
				return p, nil
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			for _, name := range entries {
				os.Remove(name)
			}
		}
	}
	slow()
	p, err := compile(ctx, wasm, cacheDir)
	if err != nil && cacheDir != "" {
		return compile(ctx, wasm, "")
	}
	return p, err
}

func compile(ctx context.Context, wasm []byte, cacheDir string) (_ *program, err error) {
	p := &program{}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	config := wazero.NewRuntimeConfig()
	if cacheDir != "" {
		if p.cache, err = wazero.NewCompilationCacheWithDir(cacheDir); err != nil {
			return nil, fmt.Errorf("the cache of the print engine: %w", err)
		}
		config = config.WithCompilationCache(p.cache)
	}
	p.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if p.module, err = p.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), wasm); err != nil {
		return nil, fmt.Errorf("compile the print engine: %w", err)
	}
	builder := p.runtime.NewHostModuleBuilder("wbg")
	if err = bind(p.module, builder); err != nil {
		return nil, err
	}
	if _, err = builder.Instantiate(ctx); err != nil {
		return nil, fmt.Errorf("start the print engine: %w", err)
	}
	return p, nil
}

func (p *program) close() error {
	var errs []error
	if p.runtime != nil {
		errs = append(errs, p.runtime.Close(context.Background()))
	}
	if p.cache != nil {
		errs = append(errs, p.cache.Close(context.Background()))
	}
	return errors.Join(errs...)
}

// start makes a machine with fresh memory.
func (p *program) start() (*machine, error) {
	m := &machine{handles: newHandles(), functions: map[string]api.Function{}}
	m.ctx = context.WithValue(context.Background(), machineKey{}, m)
	m.ctx = experimental.WithMemoryAllocator(m.ctx, experimental.MemoryAllocatorFunc(reserveMemory))
	module, err := p.runtime.InstantiateModule(m.ctx, p.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("start the print engine: %w", err)
	}
	m.module, m.memory = module, module.Memory()
	return m, nil
}

func (m *machine) close() error { return m.module.Close(m.ctx) }

// compiler is a machine with the Typst compiler made and the fonts in it.
type compiler struct {
	*machine
	address    uint64
	documents  int // made by this machine, also names the next document's path
	generation int // of the snapshot that it was made from
}

// newCompiler gives the fonts to a fresh machine.
func (m *machine) newCompiler(fonts []*loadedFont) (*compiler, error) {
	r, err := m.structReturn("typstcompilerbuilder_new")
	if err != nil {
		return nil, err
	}
	if r[2] != 0 {
		return nil, m.thrown(r[1])
	}
	builder := uint64(r[0])
	if r, err = m.structReturn("typstcompilerbuilder_set_dummy_access_model", builder); err != nil {
		return nil, err
	}
	if r[1] != 0 {
		return nil, m.thrown(r[0])
	}
	for _, font := range fonts {
		data, err := font.take()
		if err != nil {
			return nil, err
		}
		if _, err := m.promised("typstcompilerbuilder_add_raw_font", builder, m.add(&byteArray{data})); err != nil {
			return nil, err
		}
	}
	v, err := m.promised("typstcompilerbuilder_build", builder)
	if err != nil {
		return nil, err
	}
	made, ok := v.(*instanceOf)
	if !ok {
		return nil, fmt.Errorf("the engine made %s, not a compiler", describe(v))
	}
	return &compiler{machine: m, address: uint64(made.address)}, nil
}

// promised calls an export that returns a promise and waits for its value.
func (m *machine) promised(name string, args ...uint64) (any, error) {
	handle, err := m.invoke(name, args...)
	if err != nil {
		return nil, err
	}
	return m.await(m.take(handle))
}

// snapshot is the state of a compiler at rest. Restoring it into a new machine
// takes a fraction of what adding the fonts again does, and every machine then
// starts from the same state, so that no document depends on those before it.
type snapshot struct {
	*machine // at rest for ever: its memory is the snapshot, outside of Go's heap
	address  uint64
}

func (c *compiler) snapshot() (*snapshot, error) {
	if len(c.microtask) > 0 {
		return nil, fmt.Errorf("the engine is not at rest after the fonts were added")
	}
	return &snapshot{c.machine, c.address}, nil
}

const wasmPage = 64 << 10

func (p *program) restore(s *snapshot) (*compiler, error) {
	m, err := p.start()
	if err != nil {
		return nil, err
	}
	memory, ok := s.memory.Read(0, s.memory.Size())
	if !ok {
		return nil, errors.Join(fmt.Errorf("the engine's memory cannot be read"), m.close())
	}
	if missing := len(memory) - int(m.memory.Size()); missing > 0 {
		if _, ok := m.memory.Grow(uint32(missing / wasmPage)); !ok {
			m.close()
			return nil, fmt.Errorf("the print engine needs %d MB of memory and did not get it", len(memory)>>20)
		}
	}
	m.memory.Write(0, memory)
	m.handles = s.handles.clone()
	return &compiler{machine: m, address: s.address}, nil
}

// addSource maps a Typst file.
func (c *compiler) addSource(path string, source []byte) error {
	return c.mapFile("typstcompiler_add_source", path, source)
}

// addFile maps a file that the document uses.
func (c *compiler) addFile(path string, data []byte) error {
	return c.mapFile("typstcompiler_map_shadow", path, data)
}

func (c *compiler) mapFile(export, path string, data []byte) error {
	name, nameSize, err := c.place([]byte(path))
	if err != nil {
		return err
	}
	at, size, err := c.place(data)
	if err != nil {
		return err
	}
	_, err = c.invoke(export, c.address, name, nameSize, at, size)
	return err
}

func (c *compiler) removeFile(path string) error {
	name, size, err := c.place([]byte(path))
	if err != nil {
		return err
	}
	_, err = c.invoke("typstcompiler_unmap_shadow", c.address, name, size)
	return err
}

// typstError is what Typst said about a document: its diagnostics, each "path:line:column: message".
type typstError struct{ diagnostics []string }

func (e *typstError) Error() string { return fmt.Sprintf("typst: %q", e.diagnostics) }

// Numbers of the module's interface: the output format PDF, messages as text.
const (
	pagedDocument  = 0
	artifactPDF    = 1
	textDiagnostic = 3
)

// pdf compiles the mapped file to a PDF and returns the value of the metadata
// labelled with query, in JSON.
func (c *compiler) pdf(path, query string) (pdf []byte, metadata string, err error) {
	name, size, err := c.place([]byte(path))
	if err != nil {
		return nil, "", err
	}
	r, err := c.structReturn("typstcompiler_snapshot", c.address, 0, 0, name, size, 0, 0)
	if err != nil {
		return nil, "", err
	}
	if r[2] != 0 {
		return nil, "", c.thrown(r[1])
	}
	world := uint64(r[0])
	pdf, err = c.artifact(world)
	if err == nil {
		metadata, err = c.query(world, query)
	}
	if failure := c.forget(world); err == nil {
		err = failure
	}
	return pdf, metadata, err
}

// forget frees what was made for a document, or memory grows with each.
func (c *compiler) forget(world uint64) error {
	if _, err := c.invoke("__wbg_typstcompileworld_free", world, 0); err != nil {
		return err
	}
	r, err := c.structReturn("typstcompiler_reset", c.address)
	if err == nil && r[1] != 0 {
		err = c.thrown(r[0])
	}
	return err
}

func (c *compiler) artifact(world uint64) ([]byte, error) {
	r, err := c.structReturn("typstcompileworld_get_artifact", world, artifactPDF, textDiagnostic)
	if err != nil {
		return nil, err
	}
	if r[2] != 0 {
		return nil, c.thrown(r[1])
	}
	v := c.take(uint64(r[0]))
	if pdf, ok := property(v, "result").(*byteArray); ok {
		return pdf.data, nil
	}
	failure := &typstError{}
	if list, ok := property(v, "diagnostics").(*array); ok {
		for _, d := range list.items {
			failure.diagnostics = append(failure.diagnostics, describe(d))
		}
	} else {
		failure.diagnostics = []string{describe(v)}
	}
	return nil, failure
}

func (c *compiler) query(world uint64, selector string) (string, error) {
	at, size, err := c.place([]byte(selector))
	if err != nil {
		return "", err
	}
	field, fieldSize, err := c.place([]byte("value"))
	if err != nil {
		return "", err
	}
	r, err := c.structReturn("typstcompileworld_query", world, pagedDocument, at, size, field, fieldSize)
	if err != nil {
		return "", err
	}
	if r[3] != 0 {
		return "", c.thrown(r[2])
	}
	text := c.text(uint64(r[0]), uint64(r[1]))
	_, err = c.invoke(exportFree, uint64(r[0]), uint64(r[1]), 1)
	return text, err
}
