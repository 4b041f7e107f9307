# 学展 Showcase. `make site` builds the sample school, `make test` runs all tests.
GO      ?= go
BENCH   ?= ../shared/bench
PAGES   ?= 10000
ENGINE   = generator/book/typst/node_modules/@myriaddreamin/typst-ts-web-compiler/package.json
TOOLS    = generator/testdata/web/node_modules/axe-core/package.json
AS_ROOT  = $(if $(filter 0,$(shell id -u)),,sudo)
APT      = DEBIAN_FRONTEND=noninteractive $(AS_ROOT) apt-get

.PHONY: site serve test bench soak build setup fonts test-tools clean

## site: set up what is missing, then build the sample school into public/
site: setup
	@$(GO) run ./generator build --date 2012-06-15
	@echo
	@echo "做好了。用浏览器打开 public/index.html；打印件在 public/prints/ 里。"
	@echo "Done. Open public/index.html in a browser; the printed documents are in public/prints/."

## serve: preview the sample school
serve: setup
	@$(GO) run ./generator serve --open

## setup: the PDF engine (npm, pinned by hash) and fonts
setup: $(ENGINE) fonts

$(ENGINE): generator/book/typst/package-lock.json
	@echo "取排版引擎 / fetching the PDF engine…"
	@cd generator/book/typst && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

fonts:
	@if command -v fc-list >/dev/null && fc-list | grep -q 'Noto Serif CJK' && fc-list | grep -qi 'LXGW WenKai'; then :; \
	elif command -v apt-get >/dev/null && [ "$$(uname)" = Linux ]; then \
	  echo "装字体 / installing fonts…"; \
	  $(APT) -qq update >/dev/null && $(APT) -qq install -y fonts-noto-cjk fonts-lxgw-wenkai fontconfig >/dev/null; \
	fi

## build: one executable with the PDF engine inside, in bin/
build: $(ENGINE)
	@echo "正在打包，要几分钟 / packing, this takes some minutes…"
	@$(GO) run ./generator/book/typst/pack generator/book/typst
	@mkdir -p bin
	@CGO_ENABLED=0 $(GO) build -trimpath -tags embedtypst -ldflags "-s -w" -o bin/showcase ./generator

## test: everything; installs what the tests need
test: setup test-tools
	@$(GO) vet ./...
	@$(GO) test ./...

test-tools: $(TOOLS)
	@need=""; for p in chromium:chromium pdftotext:poppler-utils qpdf:qpdf zbarimg:zbar-tools; do \
	  command -v $${p%%:*} >/dev/null || need="$$need $${p##*:}"; done; \
	if [ -n "$$need" ] && command -v apt-get >/dev/null; then \
	  echo "装测试工具 / installing test tools:$$need…"; \
	  $(APT) -qq update >/dev/null && $(APT) -qq install -y $$need >/dev/null; fi

$(TOOLS): generator/testdata/web/package-lock.json
	@cd generator/testdata/web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

## bench: time and memory beside the plain floor, on one corpus; and of the prints
bench: setup
	@PAGES=$(PAGES) BENCH=$(BENCH) .ci/bench

## soak: long fuzzing of the parsers
soak:
	@for p in markdown content config lint importer statistics; do \
	  for f in $$($(GO) test -list '^Fuzz' ./generator/$$p | grep ^Fuzz); do \
	    $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s ./generator/$$p || exit 1; done; done

clean:
	@rm -rf bin generator/book/typst/node_modules generator/testdata/web/node_modules
