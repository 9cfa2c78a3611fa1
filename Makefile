# The only list of commands there is.
.PHONY: demo test check fix bench bench-figures docs shell install assets fonts browser clean
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
NODE_ENV_PATH := PATH="$(CURDIR)/.stamps/node:$$PATH"

demo: install
	@$(BIN)/motcua demo

test: install browser
	@bash scripts/test.sh

check: install
	@bash scripts/check.sh

fix: install
	@$(BIN)/ruff check --fix src tests bench || true

bench: install
	@$(BIN)/python -m bench

bench-figures: install
	@$(BIN)/python -m bench.figures
	@$(BIN)/python -m bench.published

docs: install
	@$(BIN)/motcua docs

shell: install
	@$(BIN)/motcua manage shell

install: $(STAMPS)/python $(STAMPS)/assets $(STAMPS)/fonts $(STAMPS)/messages

$(STAMPS)/python: requirements-dev.txt pyproject.toml
	@mkdir -p $(STAMPS)
	@echo "» Python packages"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@bash scripts/install.sh $(VENV)
	@touch $@

$(STAMPS)/node: $(STAMPS)/python
	@mkdir -p $@
	@bash scripts/node.sh $(CURDIR)/$@ $(CURDIR)/$(BIN)
	@touch $@

$(STAMPS)/assets: $(STAMPS)/node frontend/package-lock.json $(shell find frontend -path '*/node_modules' -prune -o -type f \( -name '*.scss' -o -name '*.js' -o -name '*.mjs' -o -name '*.svg' \) -print)
	@echo "» styles, fonts and scripts of the pages"
	@cd frontend && $(NODE_ENV_PATH) npm ci --silent --no-audit --no-fund
	@cd frontend && $(NODE_ENV_PATH) node build.mjs
	@touch $@

$(STAMPS)/fonts: $(STAMPS)/node frontend/print-fonts/package-lock.json frontend/fonts.py
	@echo "» fonts of the printed papers"
	@cd frontend/print-fonts && $(NODE_ENV_PATH) npm ci --silent --no-audit --no-fund
	@$(BIN)/python frontend/fonts.py
	@touch $@

$(STAMPS)/messages: $(STAMPS)/python $(wildcard src/motcua/locale/parts/*.po)
	@$(BIN)/motcua messages
	@touch $@

assets: $(STAMPS)/assets
fonts: $(STAMPS)/fonts

browser: install
	@bash scripts/browser.sh

clean:
	@rm -rf $(VENV) $(STAMPS) frontend/node_modules frontend/print-fonts/node_modules
