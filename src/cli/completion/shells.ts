import type { Candidates } from "./candidates.ts";

/** The shells that can be completed in. */
export const shells = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof shells)[number];

/** How a shell passes what was typed, and in which form it takes what could come next. */
interface Dialect {
  /** The words as the program would get them. */
  readonly read: (words: readonly string[]) => readonly string[];
  /** One line for each candidate. */
  readonly answer: (words: readonly string[], found: Candidates) => readonly string[];
}

function described(words: Candidates["words"], prefix = ""): readonly string[] {
  return words.map(([value, description = ""]) => `${prefix}${value}\t${description}`);
}

/**
 * PowerShell drops empty words on the way to a program, so each has a sign before it; and it takes what
 * it is given as it is.
 */
function answerPowerShell(words: readonly string[], { words: found }: Candidates) {
  const [, flag = "", current = ""] = /^:(--[^=]+=)?(.*)$/s.exec(words.at(-1) ?? "") ?? [];
  return described(
    found.filter(([value]) => value.startsWith(current)),
    flag,
  );
}

/** Bash gives words as they were typed, and a word of its own to each `=` between two others. */
function readBash(words: readonly string[]): readonly string[] {
  const joint = words.flatMap((word, index) => {
    const before = words[index - 1];
    if (word !== "=" || before === undefined || !before.startsWith("--")) return [word];
    // The value stands behind it, or is still to be typed.
    return index === words.length - 1 ? [""] : [];
  });
  return joint.map((word) => word.replace(/\\(.)/g, "$1").replace(/['"]/g, ""));
}

/** Bash matches nothing itself, and puts what it is given in as it is. */
function answerBash(words: readonly string[], { words: found }: Candidates): readonly string[] {
  const current = readBash(words).at(-1) ?? "";
  const isQuoted = /^['"]/.test(words.at(-1) ?? "");
  return found
    .filter(([value]) => value.startsWith(current))
    .map(([value]) => (isQuoted ? value : value.replace(/[^\w./=-]/g, "\\$&")));
}

export const dialects: Readonly<Record<Shell, Dialect>> = {
  bash: { read: readBash, answer: answerBash },
  zsh: { read: (words) => words, answer: (_, { words }) => described(words) },
  fish: {
    read: (words) => words,
    // A value behind `=` is part of the same word.
    answer: (words, found) => described(found.words, /^--[^=]+=/.exec(words.at(-1) ?? "")?.[0]),
  },
  powershell: { read: (words) => words.map((word) => word.slice(1)), answer: answerPowerShell },
};

/**
 * Each script asks `hookfleet completion SHELL -- WORDS…` what could come next, so that it is never
 * behind the program. It runs `hookfleet` from the PATH alone: pressing Tab must not start whatever
 * a folder happens to hold. What goes wrong is silent, for a prompt is no place for errors.
 */
const bash = `# bash completion for hookfleet
_hookfleet() {
  local current="\${COMP_WORDS[COMP_CWORD]}" kind='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <(command hookfleet completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
  [[ $current == '=' ]] && current=''
  case $kind in
    files | directories)
      compopt -o filenames 2>/dev/null
      local action=-f
      [[ $kind == directories ]] && action=-d
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$action" -- "$current")
      ;;
  esac
}
complete -F _hookfleet hookfleet
`;

const zsh = `#compdef hookfleet
# zsh completion for hookfleet
_hookfleet() {
  local -a answer candidates
  local line value kind
  answer=("\${(@f)$(command hookfleet completion zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
  kind=\${answer[1]}
  [[ $PREFIX == --*=* ]] && compset -P '*='
  case $kind in
    files) _files ;;
    directories) _files -/ ;;
    words)
      for line in "\${(@)answer[2,-1]}"; do
        value=\${line%%$'\\t'*}
        candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
      done
      _describe -t hookfleet hookfleet candidates
      ;;
  esac
}
if [[ \${funcstack[1]} == _hookfleet ]]; then _hookfleet "$@"; else compdef _hookfleet hookfleet; fi
`;

const fish = `# fish completion for hookfleet
function __hookfleet_complete
    command -q hookfleet; or return
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (command hookfleet completion fish -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
        case directories
            __fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$current")
        case words
            string join \\n -- $answer[2..-1]
    end
end
complete -c hookfleet -f -a '(__hookfleet_complete)'
`;

/** Where it gives nothing, PowerShell completes files and folders by itself. */
const powershell = `# PowerShell completion for hookfleet
Register-ArgumentCompleter -Native -CommandName hookfleet -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = Get-Command -Name hookfleet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $program) { return }
    $current = "$wordToComplete".Trim("'", '"')
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { ":" + $_.Extent.Text.Trim("'", '"') })
    $words += ":$current"
    $kind, $lines = & $program.Source completion powershell -- $words 2>$null
    if ($kind -ne 'words') { return }
    foreach ($line in $lines) {
        $value, $description = $line -split "\t", 2
        if (-not $description) { $description = $value }
        $text = if ($value -match '[*\\s]') { "'$value'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $description)
    }
}
`;

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell };
