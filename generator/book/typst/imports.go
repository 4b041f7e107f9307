package typst

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// Exports whose names the build numbers.
const (
	exportMalloc       = "__wbindgen_export"
	exportException    = "__wbindgen_export3"
	exportFree         = "__wbindgen_export4"
	exportCallClosure  = "__wasm_bindgen_func_elem_944"
	exportDropClosure  = "__wasm_bindgen_func_elem_957"
	exportCallExecutor = "__wasm_bindgen_func_elem_37350"
)

// requiredExports are checked at the start, so that a foreign build is refused
// at once and not in the middle of a document.
var requiredExports = []string{
	exportMalloc, exportException, exportFree, exportCallClosure, exportDropClosure, exportCallExecutor,
	"__wbindgen_add_to_stack_pointer", "typstcompilerbuilder_new", "typstcompilerbuilder_set_dummy_access_model",
	"typstcompilerbuilder_add_raw_font", "typstcompilerbuilder_build", "typstcompiler_add_source", "typstcompiler_map_shadow",
	"typstcompiler_unmap_shadow", "typstcompiler_reset", "typstcompiler_snapshot", "typstcompileworld_get_artifact",
	"typstcompileworld_query", "__wbg_typstcompileworld_free",
}

// hostFunction answers one import. Its signature is written as the parameters'
// letters, ">" and the result's: i (i32), l (i64), d (f64).
type hostFunction struct {
	signature string
	answer    func(m *machine, args []uint64) uint64
}

// fixedTimezone is what the engine may know of the place: none, it only asks.
const fixedTimezone = 0

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func is[T any](m *machine, args []uint64) uint64 {
	_, ok := m.get(args[0]).(T)
	return truth(ok)
}

func equal(m *machine, args []uint64) uint64 { return truth(m.get(args[0]) == m.get(args[1])) }

func length(m *machine, args []uint64) uint64 {
	switch v := m.get(args[0]).(type) {
	case *array:
		return uint64(len(v.items))
	case *byteArray:
		return uint64(len(v.data))
	case *wordArray:
		return uint64(len(v.data))
	}
	return 0
}

func wrap(class string) func(*machine, []uint64) uint64 {
	return func(m *machine, args []uint64) uint64 {
		return m.add(&instanceOf{class, uint32(args[0])})
	}
}

func newError(m *machine, args []uint64) uint64 {
	return m.add(&jsError{m.text(args[0], args[1])})
}

func unsupported(what string) func(*machine, []uint64) uint64 {
	return func(*machine, []uint64) uint64 {
		fault("the engine asked for %s, which this host does not have", what)
		return 0
	}
}

// newFunction stands for JavaScript's compiler of strings, which the engine
// tries and can do without: the function fails when it is called.
func newFunction(m *machine, args []uint64) uint64 {
	return m.add(&function{call: func(*machine, []any) (any, error) {
		return nil, &jsError{"this host runs no JavaScript"}
	}})
}

func nothing(*machine, []uint64) uint64 { return 0 }

func console(m *machine, args []uint64) uint64 {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = describe(m.get(a))
	}
	m.log = append(m.log, strings.Join(words, " "))
	return 0
}

// hostFunctions lists what the module imports, by name without the hash where
// that is enough, else by full name: seven imports are called __wbg_new.
func hostFunctions() map[string]hostFunction {
	all := map[string]hostFunction{}
	for _, group := range []map[string]hostFunction{valueImports(), objectImports(), callImports(), castImports()} {
		for name, f := range group {
			all[name] = f
		}
	}
	return all
}

// valueImports ask about values and read them.
func valueImports() map[string]hostFunction {
	return map[string]hostFunction{
		"__wbg_Number": {"i>d", func(m *machine, args []uint64) uint64 {
			if f, ok := m.get(args[0]).(float64); ok {
				return math.Float64bits(f)
			}
			return math.Float64bits(math.NaN())
		}},
		"__wbg___wbindgen_bigint_get_as_i64": {"ii>", func(m *machine, args []uint64) uint64 {
			var n uint64
			ok := true
			switch v := m.get(args[1]).(type) {
			case int64:
				n = uint64(v)
			case uint64:
				n = v
			default:
				ok = false
			}
			m.setLong(args[0]+8, n)
			m.setWord(args[0], uint32(truth(ok)))
			return 0
		}},
		"__wbg___wbindgen_boolean_get": {"i>i", func(m *machine, args []uint64) uint64 {
			if b, ok := m.get(args[0]).(bool); ok {
				return truth(b)
			}
			return 0xFFFFFF
		}},
		"__wbg___wbindgen_debug_string": {"ii>", func(m *machine, args []uint64) uint64 {
			m.returnText(args[0], describe(m.get(args[1])))
			return 0
		}},
		"__wbg___wbindgen_in": {"ii>i", func(m *machine, args []uint64) uint64 {
			o, ok := m.get(args[1]).(*object)
			name, _ := m.get(args[0]).(string)
			if ok {
				_, ok = o.fields[name]
			}
			return truth(ok)
		}},
		"__wbg___wbindgen_is_bigint": {"i>i", func(m *machine, args []uint64) uint64 {
			return is[int64](m, args) | is[uint64](m, args)
		}},
		"__wbg___wbindgen_is_function": {"i>i", is[*function]},
		"__wbg___wbindgen_is_object": {"i>i", func(m *machine, args []uint64) uint64 {
			switch m.get(args[0]).(type) {
			case *object, *array, *byteArray, *wordArray, *promise, *instanceOf, *jsError, *jsDate:
				return 1
			}
			return 0
		}},
		"__wbg___wbindgen_is_string":      {"i>i", is[string]},
		"__wbg___wbindgen_is_undefined":   {"i>i", is[undefined]},
		"__wbg___wbindgen_jsval_eq":       {"ii>i", equal},
		"__wbg___wbindgen_jsval_loose_eq": {"ii>i", equal},
		"__wbg___wbindgen_number_get": {"ii>", func(m *machine, args []uint64) uint64 {
			f, ok := m.get(args[1]).(float64)
			m.setLong(args[0]+8, math.Float64bits(f))
			m.setWord(args[0], uint32(truth(ok)))
			return 0
		}},
		"__wbg___wbindgen_string_get": {"ii>", func(m *machine, args []uint64) uint64 {
			if s, ok := m.get(args[1]).(string); ok {
				m.returnText(args[0], s)
			} else {
				m.setWord(args[0], 0)
				m.setWord(args[0]+4, 0)
			}
			return 0
		}},
		"__wbg_instanceof_ArrayBuffer": {"i>i", nothing},
		"__wbg_instanceof_Map":         {"i>i", nothing},
		"__wbg_instanceof_Uint8Array":  {"i>i", is[*byteArray]},
		"__wbg_isArray":                {"i>i", is[*array]},
		"__wbg_isSafeInteger": {"i>i", func(m *machine, args []uint64) uint64 {
			f, ok := m.get(args[0]).(float64)
			return truth(ok && f == math.Trunc(f) && math.Abs(f) < 1<<53)
		}},
	}
}

// objectImports make and change objects.
func objectImports() map[string]hostFunction {
	return map[string]hostFunction{
		"__wbg_Error":                 {"ii>i", newError},
		"__wbg_new_df1173567d5ff028":  {"ii>i", newError},
		"__wbg_new_8a6f238a6ece86ea":  {">i", func(m *machine, _ []uint64) uint64 { return m.add(&jsError{}) }},
		"__wbg_new_1ba21ce319a06297":  {">i", func(m *machine, _ []uint64) uint64 { return m.add(&object{fields: map[string]any{}}) }},
		"__wbg_new_25f239778d6112b9":  {">i", func(m *machine, _ []uint64) uint64 { return m.add(&array{}) }},
		"__wbg_new_b2db8aa2650f793a":  {"i>i", func(m *machine, _ []uint64) uint64 { return m.add(&jsDate{}) }},
		"__wbg_new_ff12d2b041fb48f1":  {"ii>i", func(m *machine, args []uint64) uint64 { return m.add(m.newPromise(args[0], args[1])) }},
		"__wbg_new_6421f6084cc5bc5a":  {"i>i", func(m *machine, args []uint64) uint64 { return m.add(&byteArray{typed[*byteArray](m, args[0]).data}) }},
		"__wbg_proxycontext_new":      {"i>i", wrap("ProxyContext")},
		"__wbg_typstcompiler_new":     {"i>i", wrap("TypstCompiler")},
		"__wbg_typstfontresolver_new": {"i>i", wrap("TypstFontResolver")},
		"__wbg_length":                {"i>i", length},
		"__wbg_get_af9dab7e9603ea93":  {"ii>i", func(m *machine, args []uint64) uint64 { return m.add(property(m.get(args[0]), m.get(args[1]))) }},
		"__wbg_get_with_ref_key":      {"ii>i", func(m *machine, args []uint64) uint64 { return m.add(property(m.get(args[0]), m.get(args[1]))) }},
		"__wbg_get_6b7bd52aca3f9671": {"ii>i", func(m *machine, args []uint64) uint64 {
			return m.add(property(m.get(args[0]), float64(uint32(args[1]))))
		}},
		"__wbg_stack":                  {"ii>", func(m *machine, args []uint64) uint64 { m.returnText(args[0], ""); return 0 }},
		"__wbg_static_accessor_GLOBAL": {">i", nothing},
		"__wbg_static_accessor_SELF":   {">i", nothing},
		"__wbg_static_accessor_WINDOW": {">i", nothing},
		"__wbg_static_accessor_GLOBAL_THIS": {">i", func(m *machine, _ []uint64) uint64 {
			return m.add(&object{fields: map[string]any{}})
		}},
		"__wbg_entries": {"i>i", func(m *machine, args []uint64) uint64 {
			list := &array{}
			if o, ok := m.get(args[0]).(*object); ok {
				for _, k := range o.keys {
					list.items = append(list.items, &array{[]any{k, o.fields[k]}})
				}
			}
			return m.add(list)
		}},
		"__wbg_new_from_slice_db0691b69e9d3891": {"ii>i", func(m *machine, args []uint64) uint64 {
			raw := m.bytes(args[0], 4*args[1])
			words := make([]uint32, len(raw)/4)
			for i := range words {
				words[i] = binary.LittleEndian.Uint32(raw[4*i:])
			}
			return m.add(&wordArray{words})
		}},
		"__wbg_new_from_slice_f9c22b9153b26992": {"ii>i", func(m *machine, args []uint64) uint64 {
			return m.add(&byteArray{m.bytes(args[0], args[1])})
		}},
		"__wbg_prototypesetcall": {"iii>", func(m *machine, args []uint64) uint64 {
			data := typed[*byteArray](m, args[2]).data
			if !m.memory.Write(uint32(args[0]), data[:min(len(data), int(uint32(args[1])))]) {
				fault("the engine's buffer is out of its memory")
			}
			return 0
		}},
		"__wbg_push": {"ii>i", func(m *machine, args []uint64) uint64 {
			list := typed[*array](m, args[0])
			list.items = append(list.items, m.get(args[1]))
			return uint64(len(list.items))
		}},
		"__wbg_set_3f1d0b984ed272ed": {"iii>", func(m *machine, args []uint64) uint64 {
			setProperty(m.get(args[0]), m.take(args[1]), m.take(args[2]))
			return 0
		}},
		"__wbg_set_781438a03c0c3c81": {"iii>i", func(m *machine, args []uint64) uint64 {
			setProperty(m.get(args[0]), m.get(args[1]), m.get(args[2]))
			return 1
		}},
		"__wbg_set_7df433eea03a5c14": {"iii>", setItem},
	}
}

func setItem(m *machine, args []uint64) uint64 {
	list, i := typed[*array](m, args[0]), int(uint32(args[1]))
	if i > len(list.items) {
		fault("the engine set item %d of a list of %d", i, len(list.items))
	}
	if i == len(list.items) {
		list.items = append(list.items, nil)
	}
	list.items[i] = m.take(args[2])
	return 0
}

// callImports call functions, put work off, write to the console, ask for the time.
func callImports() map[string]hostFunction {
	call := func(m *machine, args []uint64) uint64 {
		values := make([]any, 0, 3)
		for _, a := range args[2:] {
			values = append(values, m.get(a))
		}
		return m.try(typed[*function](m, args[0]).call(m, values))
	}
	return map[string]hostFunction{
		"__wbg_call_abb4ff46ce38be40":  {"ii>i", call},
		"__wbg_call_3020136f7a2d6e44":  {"iii>i", call},
		"__wbg_call_78f94eb02ec7f9b2":  {"iiiii>i", call},
		"__wbg_new_no_args":            {"ii>i", newFunction},
		"__wbg_new_with_args":          {"iiii>i", newFunction},
		"__wbg_done":                   {"i>i", unsupported("an iterator")},
		"__wbg_next":                   {"i>i", unsupported("an iterator")},
		"__wbg_value":                  {"i>i", unsupported("an iterator")},
		"__wbg_iterator":               {">i", unsupported("an iterator")},
		"__wbg_error_85faeb8919b11cc6": {"iii>", console},
		"__wbg_info":                   {"i>", console},
		"__wbg_error_7534b8e9a36f1ab4": {"ii>", func(m *machine, args []uint64) uint64 {
			m.log = append(m.log, m.text(args[0], args[1]))
			m.reenter(exportFree, args[0], args[1], 1)
			return 0
		}},
		// The clock stands still: the same document must give the same bytes on any day.
		"__wbg_now":                             {">d", func(*machine, []uint64) uint64 { return math.Float64bits(0) }},
		"__wbg_getTimezoneOffset":               {"i>d", func(*machine, []uint64) uint64 { return math.Float64bits(fixedTimezone) }},
		"__wbg_queueMicrotask_9b549dfce8865860": {"i>i", func(m *machine, _ []uint64) uint64 { return m.add(undefined{}) }},
		"__wbg_queueMicrotask_fca69f5bfad613a5": {"i>", func(m *machine, args []uint64) uint64 {
			f := typed[*function](m, args[0])
			m.put(func() {
				if _, err := f.call(m, nil); err != nil {
					panic(hostFault{err})
				}
			})
			return 0
		}},
		"__wbg_resolve": {"i>i", func(m *machine, args []uint64) uint64 {
			if p, ok := m.get(args[0]).(*promise); ok {
				return m.add(p)
			}
			return m.add(&promise{state: fulfilled, value: m.get(args[0])})
		}},
		"__wbg_then": {"ii>i", func(m *machine, args []uint64) uint64 {
			return m.add(m.then(typed[*promise](m, args[0]), typed[*function](m, args[1])))
		}},
		"__wbg__wbg_cb_unref": {"i>", func(m *machine, args []uint64) uint64 {
			if f := typed[*function](m, args[0]); f.closure != nil {
				if err := m.release(f.closure); err != nil {
					panic(hostFault{err})
				}
			}
			return 0
		}},
		"__wbg___wbindgen_throw": {"ii>", func(m *machine, args []uint64) uint64 {
			panic(hostFault{&jsError{m.text(args[0], args[1])}})
		}},
	}
}

// castImports turn numbers and memory into values.
func castImports() map[string]hostFunction {
	return map[string]hostFunction{
		"__wbindgen_cast_2241b6af4c4b2941": {"ii>i", func(m *machine, args []uint64) uint64 { return m.add(m.text(args[0], args[1])) }},
		"__wbindgen_cast_3334ea73b4b28ba3": {"ii>i", func(m *machine, args []uint64) uint64 { return m.add(newClosure(args[0], args[1])) }},
		"__wbindgen_cast_4625c577ab2ec9ee": {"l>i", func(m *machine, args []uint64) uint64 { return m.add(args[0]) }},
		"__wbindgen_cast_9ae0607507abb057": {"l>i", func(m *machine, args []uint64) uint64 { return m.add(int64(args[0])) }},
		"__wbindgen_cast_d6cd19b81560fd6e": {"d>i", func(m *machine, args []uint64) uint64 { return m.add(math.Float64frombits(args[0])) }},
		"__wbindgen_object_clone_ref":      {"i>i", func(m *machine, args []uint64) uint64 { return m.add(m.get(args[0])) }},
		"__wbindgen_object_drop_ref":       {"i>", func(m *machine, args []uint64) uint64 { m.take(args[0]); return 0 }},
	}
}

// bind answers every import of the compiled module, or says which it cannot.
func bind(module wazero.CompiledModule, builder wazero.HostModuleBuilder) error {
	known := hostFunctions()
	var unknown []string
	for _, f := range module.ImportedFunctions() {
		from, name, _ := f.Import()
		host, ok := known[name]
		if !ok {
			host, ok = known[withoutHash(name)]
		}
		if from != "wbg" || !ok || signature(f) != host.signature {
			unknown = append(unknown, fmt.Sprintf("%s.%s (%s)", from, name, signature(f)))
			continue
		}
		count := len(f.ParamTypes())
		hasResult := len(f.ResultTypes()) > 0
		export(builder, name, f, count, hasResult, host.answer)
	}
	for _, name := range requiredExports {
		if module.ExportedFunctions()[name] == nil {
			unknown = append(unknown, name+" (export)")
		}
	}
	if unknown != nil {
		return fmt.Errorf("this build of the engine is not the one this program was made for; it differs in %s", strings.Join(unknown, ", "))
	}
	return nil
}

func export(builder wazero.HostModuleBuilder, name string, f api.FunctionDefinition, count int, hasResult bool, answer func(*machine, []uint64) uint64) {
	builder.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, _ api.Module, stack []uint64) {
		r := answer(ctx.Value(machineKey{}).(*machine), stack[:count])
		if hasResult {
			stack[0] = r
		}
	}), f.ParamTypes(), f.ResultTypes()).Export(name)
}

// withoutHash cuts the 16 hexadecimal digits that each release changes.
func withoutHash(name string) string {
	i := strings.LastIndexByte(name, '_')
	if i < 0 || len(name)-i-1 != 16 || strings.Trim(name[i+1:], "0123456789abcdef") != "" {
		return name
	}
	return name[:i]
}

func signature(f api.FunctionDefinition) string {
	letters := map[api.ValueType]string{api.ValueTypeI32: "i", api.ValueTypeI64: "l", api.ValueTypeF64: "d", api.ValueTypeF32: "f"}
	s := ""
	for _, t := range f.ParamTypes() {
		s += letters[t]
	}
	s += ">"
	for _, t := range f.ResultTypes() {
		s += letters[t]
	}
	return s
}
