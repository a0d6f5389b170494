// Command pictures makes of each picture that it is given what a page would show at full
// size, as PNG and in the formats of pages, into a folder: for other programs to
// judge (see .ci/picture-judge).
//
//	go run ./.ci/pictures OUT PICTURE…
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"warraq/site"
	"warraq/site/media"
)

func main() {
	out := os.Args[1]
	for _, name := range os.Args[2:] {
		if err := make(out, name); err != nil {
			fmt.Printf("%s\t%v\n", filepath.Base(name), err)
		}
	}
}

func make(out, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	facts, picture, err := media.Study(data)
	if err != nil {
		return err
	}
	if facts.Format == "" {
		return fmt.Errorf("an animation, %d by %d", facts.Width, facts.Height)
	}
	recipes := []site.Recipe{
		{Width: facts.Width, Height: facts.Height, Format: "png"},
		{Width: facts.Width, Height: facts.Height, Format: "jpg"},
		{Width: facts.Width, Height: facts.Height, Format: "webp"},
	}
	if facts.Width*facts.Height <= 1<<21 { // more is not made of pages
		recipes = append(recipes, site.Recipe{Width: facts.Width, Height: facts.Height, Format: "avif"})
	}
	files, err := picture.Derive(recipes)
	if err != nil {
		return err
	}
	base := strings.ReplaceAll(filepath.Base(name), ".", "_")
	for i, r := range recipes {
		if err := os.WriteFile(filepath.Join(out, base+"."+r.Format), files[i], 0o666); err != nil {
			return err
		}
	}
	public, ok := media.Public(name, data)
	if !ok {
		return errors.New("its metadata cannot be taken out")
	}
	return os.WriteFile(filepath.Join(out, base+".clean"+filepath.Ext(name)), public, 0o666)
}
