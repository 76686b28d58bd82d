# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Completion of ksarchive(1) for bash, with or without the package
# bash-completion. Commands and options are those of the reader's own --help;
# paths, terms and fields come from the archive that the line names, or from the
# one that the reader takes without it.

# Quotes and backslashes apart; sets REPLY.
__ksarchive_unquote() {
	case $1 in
	\"* | \'*) REPLY=${1#?} REPLY=${REPLY%["\"'"]} ;;
	*) REPLY=${1//\\/} ;;
	esac
}

# The reader on the line's archive. It says nothing and reads no terminal.
__ksarchive_read() {
	"$reader" ${image:+--image "$image"} "$@" </dev/null 2>/dev/null
}

# Fills options with the long options of a command, letters with the others, and
# takes with those of both that take an argument; operands with what it takes.
__ksarchive_learn() {
	local line words
	while IFS= read -r line; do
		case $line in
		'usage: ksarchive '*)
			line=${line#*'[OPTION...]'}
			read -ra operands <<<"${line//[][]/}" ;;
		'  -'* | '      --'*)
			read -ra words <<<"$line"
			[[ ${words[0]} == -?, ]] && letters+=("${words[0]%,}")
			for line in "${words[@]:0:2}"; do
				[[ $line == --* ]] && options+=("$line")
			done
			[[ $line == --* ]] && line=${words[2]} || line=${words[1]}
			[[ $line == [A-Z][A-Z]* || $line == [A-Z] ]] &&
				takes+=("${words[0]%,}" "${words[1]}") ;;
		esac
	done < <("$reader" ${1:+"$1"} --help </dev/null 2>/dev/null)
}

__ksarchive_is_of() {
	local word=$1
	shift
	[[ " $* " == *" $word "* ]]
}

# Offers those of the lines of standard input that begin as the word does.
__ksarchive_offer() {
	local line
	while IFS= read -r line; do
		[[ $line == "$cur"* ]] && COMPREPLY+=("$line")
	done
}

# Paths as folders are completed: one component after the other. A folder comes
# right before what is in it, and is offered with its slash then.
__ksarchive_offer_paths() {
	local path rest last
	local -A seen=()
	while IFS=$'\t' read -r path _; do
		[[ $path && $path == "$cur"* ]] || continue
		rest=${path#"$cur"}
		[[ $rest == */* ]] && path=$cur${rest%%/*}/
		[[ ${seen[$path]} ]] && continue
		seen[$path]=1
		last=$((${#COMPREPLY[@]} - 1))
		if [[ $last -ge 0 && ${COMPREPLY[last]}/ == "$path" ]]; then
			COMPREPLY[last]=$path
		else
			COMPREPLY+=("$path")
		fi
	done
	[[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] &&
		compopt -o nospace 2>/dev/null
}

# Paths below the index; where none begins so, titles.
__ksarchive_offer_terms() {
	local path title titles=()
	while IFS=$'\t' read -r path title _; do
		path=${path#*/}
		[[ $path == "$cur"* ]] && COMPREPLY+=("$path")
		# Readline ends words at colons.
		[[ $title == "$cur"* && $title != *:* ]] && titles+=("$title")
	done < <(__ksarchive_read "$1")
	if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
		COMPREPLY=("${titles[@]}")
		compopt -o filenames 2>/dev/null
	fi
}

# Files and folders of the system, or folders alone.
__ksarchive_offer_files() {
	__ksarchive_offer < <(compgen "$1" -- "$cur")
	compopt -o filenames 2>/dev/null
}

# What the tree holds of one type: file or directory.
__ksarchive_tree() {
	local type=$1
	shift
	__ksarchive_read tree --jsonl "$@" |
		sed -n 's|^{"path":"\([^"]*\)","type":"'"$type"'".*|\1|p'
}

# The names of fields, behind a comma too.
__ksarchive_offer_fields() {
	local before=
	[[ $cur == *,* ]] && before=${cur%,*},
	__ksarchive_offer < <(__ksarchive_tree file "${operand[@]:0:1}" |
		sed "s|.*/||; s|^|$before|" | sort -u)
}

# An article's path, or that of anything that holds some.
__ksarchive_offer_path() {
	case $command in
	show | random) __ksarchive_offer_paths < <(__ksarchive_read list -r) ;;
	*) __ksarchive_offer_paths < <(__ksarchive_tree directory -d) ;;
	esac
}

__ksarchive_offer_operand() {
	case $1 in
	PATH) __ksarchive_offer_path ;;
	TERM) __ksarchive_offer_terms "$command" ;;
	DIR) __ksarchive_offer_files -d ;;
	COMMAND) __ksarchive_offer_commands ;;
	esac
}

__ksarchive_offer_commands() {
	__ksarchive_offer < <("$reader" --help </dev/null 2>/dev/null |
		sed -n '1,/^  help /s/^  \([a-z]*\)  .*/\1/p')
}

# What the option before the word wants behind it.
__ksarchive_offer_argument() {
	case $1 in
	--image) __ksarchive_offer_files -f ;;
	--color) __ksarchive_offer <<<$'auto\nalways\nnever' ;;
	--format) __ksarchive_offer <<<$'html\nmarkdown\njson' ;;
	--sysfs | --proc) __ksarchive_offer_files -d ;;
	--in | --field) __ksarchive_offer_fields ;;
	esac
}

_ksarchive() {
	local cur=$2 reader=$1 image='' command='' before='' word REPLY i
	local options=() letters=() takes=() operands=() operand=() only=
	reader=${reader/#\~\//$HOME/}
	COMPREPLY=()
	__ksarchive_learn ''
	for ((i = 1; i < COMP_CWORD; i++)); do
		__ksarchive_unquote "${COMP_WORDS[i]}"
		word=$REPLY
		[[ $word == = ]] && continue
		[[ $word == --image=* ]] && image=${word#*=} && continue
		case $before in
		--image) image=$word before= && continue ;;
		-*) before= && continue ;;
		esac
		if [[ $only || $word != -?* ]]; then
			if [[ $command ]]; then
				operand+=("$word")
			else
				command=$word options=() letters=() takes=()
				__ksarchive_learn "$command"
			fi
		elif [[ $word == -- ]]; then
			only=1
		elif __ksarchive_is_of "$word" "${takes[@]}"; then
			before=$word
		fi
	done
	__ksarchive_unquote "${COMP_WORDS[COMP_CWORD]}"
	cur=$REPLY
	[[ $cur == = ]] && cur=
	[[ $image == \~/* ]] && image=$HOME/${image#\~/}
	if [[ $before ]]; then
		__ksarchive_offer_argument "$before"
	elif [[ ! $only && $cur == -* ]]; then
		__ksarchive_offer < <(printf '%s\n' "${letters[@]}" "${options[@]}" |
			awk '!seen[$0]++')
	elif [[ ! $command ]]; then
		__ksarchive_offer_commands
	else
		[[ $command == help ]] && operands=(COMMAND)
		__ksarchive_offer_operand "${operands[${#operand[@]}]}"
	fi
}

complete -F _ksarchive ksarchive
