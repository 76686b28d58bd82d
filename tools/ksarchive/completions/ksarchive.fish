# SPDX-License-Identifier: GPL-2.0-only
#
# Completion of ksarchive(1) for fish. Commands and options are those of the
# reader's own --help; paths, terms and fields come from the archive that the
# line names, or the reader takes without it.

# The line up to the cursor: the reader, the option for its archive, the command
# and its operands, and whether an option still wants its argument.
function __ksarchive_parse
    set -l words (commandline -opc)
    set -g __ksarchive_reader $words[1]
    set -g __ksarchive_archive
    set -g __ksarchive_command
    set -g __ksarchive_operands
    set -g __ksarchive_wanting
    for word in $words[2..]
        if test "$__ksarchive_wanting" = --image
            set __ksarchive_archive --image (__ksarchive_at_home $word)
            set __ksarchive_wanting
        else if test -n "$__ksarchive_wanting"
            set __ksarchive_wanting
        else if string match -q -- '--image=*' $word
            set __ksarchive_archive --image \
                (__ksarchive_at_home (string replace -- --image= '' $word))
        else if string match -q -- '-*' $word
            contains -- $word (__ksarchive_wanting_options)
            and set __ksarchive_wanting $word
        else if test -z "$__ksarchive_command"
            set __ksarchive_command $word
        else
            set -a __ksarchive_operands $word
        end
    end
end

function __ksarchive_at_home
    string replace -r '^~/' $HOME/ -- $argv
end

function __ksarchive_help
    command $__ksarchive_reader $__ksarchive_command --help </dev/null 2>/dev/null
end

# The options that want an argument.
function __ksarchive_wanting_options
    __ksarchive_help |
        string replace -rf '^  (-[A-Za-z]), (--[a-z-]+) [A-Z][^ ]*  .*' '$1\n$2' |
        string split '\n'
    __ksarchive_help |
        string replace -rf '^      (--[a-z-]+) [A-Z][^ ]*  .*' '$1'
end

# The reader on the line's archive. It says nothing and reads no terminal.
function __ksarchive_read
    test "$__ksarchive_archive[2]" = -
    or command $__ksarchive_reader $__ksarchive_archive $argv </dev/null 2>/dev/null
end

function __ksarchive_tree
    __ksarchive_read tree --jsonl $argv[2..] |
        string replace -rf '^\{"path":"([^"]*)","type":"'$argv[1]'".*' '$1'
end

# Whether what is to be completed is the command.
function __ksarchive_wants_command
    __ksarchive_parse
    test -z "$__ksarchive_command$__ksarchive_wanting"
end

# Whether it is an operand of that name in the command's usage line.
function __ksarchive_wants
    __ksarchive_parse
    test -n "$__ksarchive_command" -a -z "$__ksarchive_wanting"
    or return
    set -l usage COMMAND
    if test $__ksarchive_command != help
        set usage (__ksarchive_help |
            string replace -rf '^usage: .*\[OPTION\.\.\.\]' '' |
            string match -ra '[A-Z]+')
    end
    set -l next (math (count $__ksarchive_operands) + 1)
    test "$usage[$next]" = $argv
end

# Whether the command has that option.
function __ksarchive_has
    __ksarchive_parse
    __ksarchive_help | string match -q -- "* $argv *"
end

function __ksarchive_commands
    set -g __ksarchive_command
    for line in (__ksarchive_help)
        string replace -rf '^  ([a-z]+)  .*?  ([a-z].*)$' '$1\t$2' -- $line
        string match -q '  help *' -- $line
        and break
    end
end

# Those whose argument can be completed are told of below.
function __ksarchive_options
    __ksarchive_parse
    for line in (__ksarchive_help)
        string match -qr -- ' --(image|color|format|in|field|sysfs|proc) ' $line
        and continue
        string replace -rf '^  (-[A-Za-z]), --[a-z-]+(?: [A-Z][^ ]*)?  +(.*)$' \
            '$1\t$2' -- $line
        string replace -rf '^  (?:-[A-Za-z], |    )(--[a-z-]+)(?: [A-Z][^ ]*)?  +(.*)$' \
            '$1\t$2' -- $line
    end
end

# An article's path, or that of anything that holds some.
function __ksarchive_paths
    if contains -- $__ksarchive_command show random
        __ksarchive_read list -r
    else
        __ksarchive_tree directory -d
    end
end

# Paths below the index, with their titles; titles for who types one.
function __ksarchive_terms
    for term in (__ksarchive_read $__ksarchive_command)
        set -l cells (string split \t -- $term)
        echo (string replace -r '^[^/]*/' '' -- $cells[1])\t$cells[2]
        string match -qr '[A-Z]' -- (commandline -ct)
        and echo $cells[2]
    end
end

# Behind a comma too.
function __ksarchive_fields
    __ksarchive_parse
    set -l before (string match -r '^(?:--[a-z]+=)?(.*,)' -- (commandline -ct))[2]
    __ksarchive_tree file $__ksarchive_operands[1] |
        string replace -r '.*/|^' "$before" | sort -u
end

complete -c ksarchive -f
complete -c ksarchive -n __ksarchive_wants_command -a '(__ksarchive_commands)'
complete -c ksarchive -n 'string match -q -- "-*" (commandline -ct)' \
    -a '(__ksarchive_options)'
complete -c ksarchive -n '__ksarchive_wants PATH' -a '(__ksarchive_paths)'
complete -c ksarchive -n '__ksarchive_wants TERM' -a '(__ksarchive_terms)'
complete -c ksarchive -n '__ksarchive_wants COMMAND' \
    -a '(__ksarchive_commands)'
complete -c ksarchive -n '__ksarchive_wants DIR' \
    -a '(__fish_complete_directories)'
complete -c ksarchive -l image -rF -d 'read this file'
complete -c ksarchive -l color -xa 'auto always never' -d 'when to use colour'
complete -c ksarchive -n '__ksarchive_has --format' -l format \
    -xa 'html markdown json' -d 'the form of the export'
complete -c ksarchive -n '__ksarchive_has --sysfs' -l sysfs \
    -xa '(__fish_complete_directories)' -d 'where sysfs is mounted'
complete -c ksarchive -n '__ksarchive_has --proc' -l proc \
    -xa '(__fish_complete_directories)' -d 'where procfs is mounted'
complete -c ksarchive -n '__ksarchive_has --in' -l in \
    -xa '(__ksarchive_fields)' -d 'only these fields'
complete -c ksarchive -n '__ksarchive_has --field' -l field \
    -xa '(__ksarchive_fields)' -d 'only this field'
