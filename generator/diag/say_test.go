package diag_test

import (
	"fmt"

	"showcase/generator/diag"
)

func ExampleSay() {
	field := diag.Text{ZH: "日期", EN: "date"}
	t := diag.Say("“%[1]s”只有%[2]d个", "there are only %[2]d of %[1]q", field, 2)
	fmt.Println(t.ZH)
	fmt.Println(t.EN)
	fmt.Println(diag.Join([]diag.Text{field, {ZH: "作者", EN: "author"}}, "、", " and ").EN)
	// Output:
	// “日期”只有2个
	// there are only 2 of "date"
	// date and author
}
