// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"

/* One record at most, with its keys: what the kernel itself reserves for it. */
#define LOG_RECORD_MAX 8192

/* How the kernel begins to say that something is wrong with it. */
static const char * const splats[] = {
	"BUG:", "BUG ", "WARNING:", "Oops", "cut here", "Call Trace:",
	"Call trace:", "INFO: possible", "INFO: trying", "INFO: task",
	"INFO: suspicious", "INFO: rcu", "suspicious RCU", "KASAN", "KCSAN",
	"KFENCE", "UBSAN", "ODEBUG:", "DEBUG_LOCKS_WARN_ON", "kernel BUG at",
	"general protection fault", "Unable to handle kernel", "refcount_t:",
	"list_add corruption", "list_del corruption", "Bad page", "bad page",
	"cannot create duplicate", "already registered",
	"sleeping function called", "scheduling while atomic",
	"unreferenced object", "does not have a release() function",
	"leaking at least",
};

/**
 * log_open() - begin to follow the kernel's log
 *
 * Return: a descriptor to hand to the others, that sees what is logged from
 * now on. The caller closes it.
 */
int log_open(void)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	tap_need(log >= 0 && lseek(log, 0, SEEK_END) >= 0,
		 "/dev/kmsg can be read");
	return log;
}

/* The next record's text, or false at the end of the log. */
static bool log_next(int log, char line[LOG_LINE_MAX])
{
	char record[LOG_RECORD_MAX];
	size_t text_len;
	char *text;
	ssize_t len;

	do
		len = read(log, record, sizeof(record) - 1);
	while (len < 0 && errno == EPIPE);
	if (len < 0) {
		tap_need(errno == EAGAIN, "/dev/kmsg can be read on");
		return false;
	}
	record[len] = '\0';
	text = strchr(record, ';');
	text = text ? text + 1 : record;
	text_len = strcspn(text, "\n");
	if (text_len >= LOG_LINE_MAX)
		text_len = LOG_LINE_MAX - 1;
	memcpy(line, text, text_len);
	line[text_len] = '\0';
	return true;
}

/* Under our name, but said by the module loader, once a boot. */
static bool log_is_loaders(const char *line)
{
	return strstr(line, "taints kernel") || strstr(line, "tainting kernel");
}

/**
 * log_ours() - count what ksarchive has said since this was last called
 * @log: of log_open()
 * @line: receives the last of it, "" where there is none
 *
 * Return: the number of lines.
 */
unsigned int log_ours(int log, char line[LOG_LINE_MAX])
{
	static const char prefix[] = "ksarchive: ";
	char next[LOG_LINE_MAX];
	unsigned int lines = 0;

	*line = '\0';
	while (log_next(log, next)) {
		if (strncmp(next, prefix, strlen(prefix)) ||
		    log_is_loaders(next))
			continue;
		strcpy(line, next);
		lines++;
	}
	return lines;
}

static bool log_is_splat(const char *line)
{
	size_t i;

	for (i = 0; i < sizeof(splats) / sizeof(*splats); i++)
		if (strstr(line, splats[i]))
			return true;
	return false;
}

/**
 * log_check_splats() - check that the kernel has complained of nothing
 * @log: of log_open(), read by nothing else
 *
 * Reports one check, with the first lines of the complaint where there is one.
 */
void log_check_splats(int log)
{
	char line[LOG_LINE_MAX];
	unsigned int lines = 0, shown = 0;

	while (log_next(log, line)) {
		if (!shown && !log_is_splat(line))
			continue;
		lines++;
		if (shown++ < 20)
			tap_diag("%s", line);
	}
	tap_ok(!lines, "the kernel's log holds no splat");
}
