package typst

import (
	"context"
	"fmt"
	"math"

	"github.com/tetratelabs/wazero/api"
)

// The module was built by wasm-bindgen for a JavaScript host. It keeps
// JavaScript values in a table of handles on the host's side and passes the
// handles as numbers. The types below are those values.
type (
	undefined struct{}
	byteArray struct{ data []byte }
	wordArray struct{ data []uint32 }
	array     struct{ items []any }
	object    struct {
		keys   []string
		fields map[string]any
	}
	jsError struct{ message string }
	// instanceOf is an object of a class that the module exports; address is its place in linear memory.
	instanceOf struct {
		class   string
		address uint32
	}
	jsDate   struct{}
	function struct {
		call    func(m *machine, args []any) (any, error)
		closure *closure // nil unless the function is the module's
	}
	// closure is the module's side of a function: its data and how many still hold it.
	closure struct {
		data, table uint64
		references  int
	}
	promise struct {
		state     promiseState
		value     any
		reactions []func(promiseState, any)
	}
	promiseState uint8
)

const (
	pending promiseState = iota
	fulfilled
	rejected
)

func (e *jsError) Error() string { return e.message }

// firstHandle is the first handle that the module may be given for a value of
// its own: those before are reserved, the last four for the constants.
const firstHandle = 132

// handles is the table of JavaScript values; free slots hold the number of the next free one.
type handles struct {
	slots []any
	free  int
}

type freeSlot int

func newHandles() handles {
	t := handles{slots: make([]any, firstHandle-4, 256)}
	for i := range t.slots {
		t.slots[i] = undefined{}
	}
	t.slots = append(t.slots, undefined{}, nil, true, false)
	t.free = len(t.slots)
	return t
}

func (t *handles) add(v any) uint64 {
	if t.free == len(t.slots) {
		t.slots = append(t.slots, freeSlot(len(t.slots)+1))
	}
	i := t.free
	t.free = int(t.slots[i].(freeSlot))
	t.slots[i] = v
	return uint64(i)
}

func (t *handles) get(handle uint64) any {
	i := uint32(handle)
	if int(i) >= len(t.slots) {
		fault("handle %d is out of range", i)
	}
	return t.slots[i]
}

func (t *handles) take(handle uint64) any {
	v := t.get(handle)
	if i := int(uint32(handle)); i >= firstHandle {
		t.slots[i] = freeSlot(t.free)
		t.free = i
	}
	return v
}

// clone copies the table for another machine. Closures are counted by each machine for itself.
func (t *handles) clone() handles {
	c := handles{slots: append([]any(nil), t.slots...), free: t.free}
	copies := map[*function]*function{}
	for i, v := range c.slots {
		f, ok := v.(*function)
		if !ok || f.closure == nil {
			continue
		}
		if copies[f] == nil {
			own := *f.closure
			copies[f] = &function{call: callClosure(&own), closure: &own}
		}
		c.slots[i] = copies[f]
	}
	return c
}

// machine is one instance of the module with its side of the handles. It is
// used by one goroutine at a time. After an error its memory is in an unknown
// state: it must be closed.
type machine struct {
	handles
	ctx       context.Context
	module    api.Module
	memory    api.Memory
	functions map[string]api.Function
	microtask []func()
	log       []string // what the module wrote to its console
}

type machineKey struct{}

// hostFault carries an error out of a function that the module called: wazero
// turns the panic into the error of the call that we made.
type hostFault struct{ err error }

func (f hostFault) Error() string { return f.err.Error() }

func fault(format string, args ...any) {
	panic(hostFault{fmt.Errorf(format, args...)})
}

// invoke calls an export and returns its first result, 0 when it has none.
func (m *machine) invoke(name string, args ...uint64) (uint64, error) {
	f := m.functions[name]
	if f == nil {
		if f = m.module.ExportedFunction(name); f == nil {
			return 0, fmt.Errorf("the engine has no function %s", name)
		}
		m.functions[name] = f
	}
	results, err := f.Call(m.ctx, args...)
	if err != nil {
		return 0, fmt.Errorf("the engine failed in %s: %w", name, err)
	}
	if len(results) == 0 {
		return 0, nil
	}
	return results[0], nil
}

// reenter is invoke for use within a function that the module called.
func (m *machine) reenter(name string, args ...uint64) uint64 {
	r, err := m.invoke(name, args...)
	if err != nil {
		panic(hostFault{err})
	}
	return r
}

// structReturn calls an export that writes its result, four words, to the
// address in its first argument.
func (m *machine) structReturn(name string, args ...uint64) (words [4]uint32, err error) {
	const size = 16
	at, err := m.invoke("__wbindgen_add_to_stack_pointer", uint64(uint32(math.MaxUint32-size+1)))
	if err != nil {
		return words, err
	}
	if _, err = m.invoke(name, append([]uint64{at}, args...)...); err != nil {
		return words, err
	}
	for i := range words {
		words[i] = m.word(at + uint64(4*i))
	}
	_, err = m.invoke("__wbindgen_add_to_stack_pointer", size)
	return words, err
}

// thrown is the error in a result's handle.
func (m *machine) thrown(handle uint32) error {
	v := m.take(uint64(handle))
	if e, ok := v.(*jsError); ok {
		return e
	}
	return &jsError{describe(v)}
}

// place copies bytes into memory that the module will free.
func (m *machine) place(data []byte) (address, size uint64, err error) {
	address, err = m.invoke(exportMalloc, uint64(len(data)), 1)
	if err == nil && !m.memory.Write(uint32(address), data) {
		err = fmt.Errorf("the engine gave an address out of its memory")
	}
	return address, uint64(len(data)), err
}

// text and bytes read the module's memory; data is a copy.
func (m *machine) bytes(address, size uint64) []byte {
	b, ok := m.memory.Read(uint32(address), uint32(size))
	if !ok {
		fault("the engine named %d bytes at %d, out of its memory", uint32(size), uint32(address))
	}
	return append([]byte(nil), b...)
}

func (m *machine) text(address, size uint64) string { return string(m.bytes(address, size)) }

func (m *machine) word(address uint64) uint32 {
	v, ok := m.memory.ReadUint32Le(uint32(address))
	if !ok {
		fault("the engine named a word at %d, out of its memory", uint32(address))
	}
	return v
}

func (m *machine) setWord(address uint64, v uint32) {
	if !m.memory.WriteUint32Le(uint32(address), v) {
		fault("the engine named a word at %d, out of its memory", uint32(address))
	}
}

func (m *machine) setLong(address uint64, v uint64) {
	if !m.memory.WriteUint64Le(uint32(address), v) {
		fault("the engine named a word at %d, out of its memory", uint32(address))
	}
}

// returnText hands a string to the module: address and size at the given place.
func (m *machine) returnText(at uint64, s string) {
	address, size, err := m.place([]byte(s))
	if err != nil {
		panic(hostFault{err})
	}
	m.setWord(at, uint32(address))
	m.setWord(at+4, uint32(size))
}

// drain runs what the module put off with queueMicrotask or then.
func (m *machine) drain() (err error) {
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(hostFault)
			if !ok {
				panic(r)
			}
			err = f.err
		}
	}()
	for len(m.microtask) > 0 {
		next := m.microtask[0]
		m.microtask = m.microtask[1:]
		next()
	}
	return nil
}

// await returns the value of a promise once the put-off work is done.
func (m *machine) await(v any) (any, error) {
	p, ok := v.(*promise)
	if !ok {
		return v, nil
	}
	if err := m.drain(); err != nil {
		return nil, err
	}
	switch p.state {
	case fulfilled:
		return p.value, nil
	case rejected:
		return nil, &jsError{describe(p.value)}
	}
	return nil, fmt.Errorf("the engine left a promise open")
}

func (m *machine) settle(p *promise, state promiseState, v any) {
	if p.state != pending {
		return
	}
	if inner, ok := v.(*promise); ok && state == fulfilled {
		m.react(inner, func(state promiseState, v any) { m.settle(p, state, v) })
		return
	}
	p.state, p.value = state, v
	for _, reaction := range p.reactions {
		m.put(func() { reaction(state, v) })
	}
	p.reactions = nil
}

func (m *machine) put(task func()) { m.microtask = append(m.microtask, task) }

// react calls the reaction, later, with what the promise comes to.
func (m *machine) react(p *promise, reaction func(promiseState, any)) {
	if p.state == pending {
		p.reactions = append(p.reactions, reaction)
		return
	}
	m.put(func() { reaction(p.state, p.value) })
}

// then is JavaScript's promise.then of one function: an error passes it by.
func (m *machine) then(p *promise, f *function) *promise {
	next := &promise{}
	m.react(p, func(state promiseState, v any) {
		if state == fulfilled {
			var err error
			if v, err = f.call(m, []any{v}); err != nil {
				state, v = rejected, err
			}
		}
		m.settle(next, state, v)
	})
	return next
}

// try returns the result's handle; an error goes to the module as a JavaScript exception.
func (m *machine) try(v any, err error) uint64 {
	if err != nil {
		m.reenter(exportException, m.add(err))
		return 0
	}
	return m.add(v)
}

// newClosure is a function of the module as a JavaScript value. The module
// counts the references: the data is freed when the last one is dropped.
func newClosure(data, table uint64) *function {
	c := &closure{data, table, 1}
	return &function{call: callClosure(c), closure: c}
}

func callClosure(c *closure) func(*machine, []any) (any, error) {
	return func(m *machine, args []any) (any, error) {
		c.references++
		if _, err := m.invoke(exportCallClosure, c.data, c.table, m.add(argument(args, 0))); err != nil {
			return nil, err
		}
		return undefined{}, m.release(c)
	}
}

func (m *machine) release(c *closure) error {
	if c.references--; c.references > 0 {
		return nil
	}
	_, err := m.invoke(exportDropClosure, c.data, c.table)
	return err
}

// newPromise calls the module's executor with functions that settle the promise.
func (m *machine) newPromise(data, table uint64) *promise {
	p := &promise{}
	settler := func(state promiseState) uint64 {
		return m.add(&function{call: func(m *machine, args []any) (any, error) {
			m.settle(p, state, argument(args, 0))
			return undefined{}, nil
		}})
	}
	resolve, reject := settler(fulfilled), settler(rejected)
	m.reenter(exportCallExecutor, data, table, resolve, reject)
	return p
}

func argument(args []any, i int) any {
	if i < len(args) {
		return args[i]
	}
	return undefined{}
}

// property is what JavaScript's v[key] gives; undefined where there is none.
func property(v, key any) any {
	name, _ := key.(string)
	switch v := v.(type) {
	case *object:
		if field, ok := v.fields[name]; ok {
			return field
		}
	case *array:
		if name == "length" {
			return float64(len(v.items))
		}
		if i, ok := key.(float64); ok && i >= 0 && int(i) < len(v.items) {
			return v.items[int(i)]
		}
	case *byteArray:
		if name == "length" {
			return float64(len(v.data))
		}
	}
	return undefined{}
}

func setProperty(v, key, value any) {
	o, ok := v.(*object)
	if !ok {
		fault("the engine set a property of %s", describe(v))
	}
	name := fmt.Sprint(key)
	if _, ok := o.fields[name]; !ok {
		o.keys = append(o.keys, name)
	}
	o.fields[name] = value
}

// describe is a value for a message, as a JavaScript console would show it.
func describe(v any) string {
	switch v := v.(type) {
	case undefined:
		return "undefined"
	case nil:
		return "null"
	case *object:
		s := "{"
		for i, k := range v.keys {
			if i > 0 {
				s += ", "
			}
			s += k + ": " + describe(v.fields[k])
		}
		return s + "}"
	case *array:
		s := "["
		for i, item := range v.items {
			if i > 0 {
				s += ", "
			}
			s += describe(item)
		}
		return s + "]"
	case *byteArray:
		return fmt.Sprintf("Uint8Array(%d)", len(v.data))
	case *wordArray:
		return fmt.Sprintf("Uint32Array(%d)", len(v.data))
	case *jsError:
		return v.message
	case *instanceOf:
		return v.class
	case *function:
		return "Function"
	case *promise:
		return "Promise"
	case *jsDate:
		return "Date"
	}
	return fmt.Sprint(v)
}

// typed returns the value of a handle as a T; anything else is the engine's fault.
func typed[T any](m *machine, handle uint64) T {
	v, ok := m.get(handle).(T)
	if !ok {
		var want T
		fault("the engine passed %s where %T was expected", describe(m.get(handle)), want)
	}
	return v
}
