package book

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"math"
	"reflect"
	"slices"
)

// Sum is a hash of all that the document holds, images included: documents of
// equal sums are drawn alike.
func (d *Document) Sum() [sha256.Size]byte {
	drawn := *d
	drawn.Sources = Sources{}
	w := &summer{h: sha256.New()}
	w.value(reflect.ValueOf(&drawn))
	return [sha256.Size]byte(w.h.Sum(nil))
}

// summer writes values so that no two that differ read alike: every length and
// the type of what an interface holds stand before the contents.
type summer struct{ h hash.Hash }

func (w *summer) number(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	w.h.Write(b[:])
}

func (w *summer) text(s string) {
	w.number(uint64(len(s)))
	w.h.Write([]byte(s))
}

func (w *summer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.number(0)
			return
		}
		w.number(1)
		if v.Kind() == reflect.Interface {
			w.text(v.Elem().Type().String())
		}
		w.value(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			w.value(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		w.number(uint64(v.Len()))
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
			w.h.Write(v.Bytes())
			return
		}
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Map: // only by names
		byName := map[string]reflect.Value{}
		for entries := v.MapRange(); entries.Next(); {
			byName[entries.Key().String()] = entries.Value()
		}
		w.number(uint64(len(byName)))
		for _, name := range slices.Sorted(maps.Keys(byName)) {
			w.text(name)
			w.value(byName[name])
		}
	default:
		w.scalar(v)
	}
}

func (w *summer) scalar(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		w.text(v.String())
	case v.Kind() == reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		w.number(n)
	case v.CanInt():
		w.number(uint64(v.Int()))
	case v.CanUint():
		w.number(v.Uint())
	case v.CanFloat():
		w.number(math.Float64bits(v.Float()))
	default:
		panic("book: a document holds a " + v.Type().String())
	}
}
