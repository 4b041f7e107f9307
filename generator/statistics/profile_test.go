package statistics_test

import (
	"fmt"
	"testing"

	"showcase/generator/statistics"
)

// TestRatios derives what a profile's numbers give and leaves out the rest.
func TestRatios(t *testing.T) {
	for _, tt := range []struct{ fields, want string }{
		{"classes: 37\nstudents: 1500余\nstaff: 116\nunion_members: 116", "[union_share 100.0% 0 class_size 40.5人 3 pupils_per_staff 12.9 3]"},
		{"classes: 6\nstudents: 240\nstaff: 20\nunion_members: 19", "[union_share 95.0% 0 class_size 40.0人 0 pupils_per_staff 12.0 0]"},
		{"classes: 0\nstudents: 240\nunion_members: 19", "[]"},
	} {
		var got []string
		for _, q := range statistics.Ratios(itemOf(t, "profiles", "---\ntitle: 概况\nyear: 2012\n"+tt.fields+"\n---\n")) {
			got = append(got, fmt.Sprintf("%s %.1f%s %d", q.Name, q.Value.Value, q.Value.Unit, q.Value.Sign))
		}
		if s := fmt.Sprint(got); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.fields, s, tt.want)
		}
	}
}
