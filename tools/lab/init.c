// SPDX-License-Identifier: GPL-2.0-only
/*
 * PID 1 of the lab's guests: mounts what a distribution would, loads modules,
 * runs one command and reports how it ended.
 *
 * What to do is in PLAN, strings that end in NUL: "driver PATH", "module PATH
 * PARAMETERS", "terminal TERM ROWS COLUMNS" and, at last, "run ARGUMENT...".
 * The report goes to a virtio-serial port that nothing else writes to, never
 * to the console:
 *
 *	exit N			the command exited with status N
 *	signal N		a signal ended it
 *	module PATH: SENTENCE	a module of the plan did not load
 *	init SENTENCE		the guest could not be set up
 *
 * The same program is insmod and rmmod, since busybox's insmod tries a second
 * way where the first fails, so that a module's init runs twice.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PLAN		"/lab/plan"
#define PORTS		"/sys/class/virtio-ports"
#define VERDICT_PORT	"verdict"
#define OUTPUT_PORT	"output"
#define PORT_WAIT_MS	10000
#define ARGS_MAX	4096

static int verdict_fd = -1;
static int output_fd = -1;

/* What "terminal" of the plan said; no terminal without it. */
static const char *term;
static struct winsize window;

static void leave(void)
{
	sync();
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

static void report(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vdprintf(verdict_fd < 0 ? STDERR_FILENO : verdict_fd, format, args);
	va_end(args);
}

static void give_up(const char *what)
{
	const char *why = strerror(errno);

	dprintf(STDERR_FILENO, "init: %s: %s\n", what, why);
	if (verdict_fd >= 0)
		report("init %s: %s\n", what, why);
	leave();
}

static void mount_one(const char *type, const char *where, unsigned long flags)
{
	if (mount(type, where, type, flags, NULL))
		give_up(where);
}

/* What a kernel may have been built without. */
static void mount_if_there(const char *type, const char *where)
{
	if (mount(type, where, type, 0, NULL) && errno != ENODEV &&
	    errno != ENOENT)
		give_up(where);
}

static void mount_filesystems(void)
{
	const unsigned long safe = MS_NOSUID | MS_NODEV;

	mount_one("devtmpfs", "/dev", MS_NOSUID);
	mount_one("proc", "/proc", safe | MS_NOEXEC);
	mount_one("sysfs", "/sys", safe | MS_NOEXEC);
	mount_one("tmpfs", "/tmp", safe);
	mount_one("tmpfs", "/run", safe);
	mount_if_there("debugfs", "/sys/kernel/debug");
	mount_if_there("tracefs", "/sys/kernel/tracing");
}

static void link_standard_files(void)
{
	if (symlink("/proc/self/fd", "/dev/fd") ||
	    symlink("/proc/self/fd/0", "/dev/stdin") ||
	    symlink("/proc/self/fd/1", "/dev/stdout") ||
	    symlink("/proc/self/fd/2", "/dev/stderr"))
		give_up("links in /dev");
}

/* The kernel had no console to open for PID 1 before /dev was mounted. */
static void open_console(void)
{
	int fd = open("/dev/console", O_RDWR);

	if (fd < 0)
		return;
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		dup2(fd, i);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void set_environment(void)
{
	clearenv();
	setenv("PATH", "/bin:/usr/bin", 1);
	setenv("HOME", "/root", 1);
	setenv("LANG", "C.UTF-8", 1);
	/* Busybox's less fills the screen even below what fits on it. */
	setenv("PAGER", "more", 1);
	if (chdir("/root"))
		give_up("/root");
}

static void install_busybox(void)
{
	static const char *const command =
		"/bin/busybox --install -s /usr/bin";

	if (system(command))
		give_up(command);
}

static char *read_plan(size_t *len)
{
	struct stat stat;
	char *plan;
	int fd = open(PLAN, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &stat))
		give_up(PLAN);
	plan = malloc(stat.st_size + 1);
	if (!plan || read(fd, plan, stat.st_size) != stat.st_size)
		give_up(PLAN);
	plan[stat.st_size] = '\0';
	*len = stat.st_size;
	close(fd);
	return plan;
}

/* Returns 0, or -1 with errno set. */
static int load_module(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int err;

	if (fd < 0)
		return -1;
	err = syscall(SYS_finit_module, fd, parameters, 0);
	close(fd);
	return err;
}

static void load_driver(const char *path)
{
	if (load_module(path, "") && errno != EEXIST && errno != ENODEV)
		give_up(path);
}

static void load_tested_module(const char *path, const char *parameters)
{
	if (!load_module(path, parameters))
		return;
	report("module %s: %s (%s)\n", path, strerror(errno),
	       strerrorname_np(errno));
	leave();
}

static bool port_is_named(const char *port, const char *name)
{
	char path[300], line[64] = "";
	int fd;

	snprintf(path, sizeof(path), PORTS "/%s/name", port);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (read(fd, line, sizeof(line) - 1) < 0)
		line[0] = '\0';
	close(fd);
	line[strcspn(line, "\n")] = '\0';
	return !strcmp(line, name);
}

/* Returns the port's file descriptor, or -1 while there is none. */
static int open_port(const char *name)
{
	char path[300];
	struct dirent *entry;
	int fd = -1;
	DIR *dir = opendir(PORTS);

	if (!dir)
		return -1;
	while (fd < 0 && (entry = readdir(dir))) {
		if (!port_is_named(entry->d_name, name))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_WRONLY | O_CLOEXEC);
	}
	closedir(dir);
	return fd;
}

/*
 * The host announces ports some time after the driver was loaded. Without
 * networking a kernel has no uevents to wait for.
 */
static int wait_for_port(const char *name)
{
	const struct timespec ms = { .tv_nsec = 1000000 };
	int fd = open_port(name);

	for (int i = 0; fd < 0 && i < PORT_WAIT_MS; i++) {
		nanosleep(&ms, NULL);
		fd = open_port(name);
	}
	if (fd < 0)
		give_up(name);
	return fd;
}

static void open_ports(void)
{
	if (verdict_fd >= 0)
		return;
	verdict_fd = wait_for_port(VERDICT_PORT);
	if (!term)
		output_fd = wait_for_port(OUTPUT_PORT);
}

/* The serial line behind /dev/console, since that one has no job control. */
static int open_terminal(void)
{
	char names[128] = "", path[sizeof(names) + 8], *last;
	int fd = open("/sys/class/tty/console/active", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, names, sizeof(names) - 1) <= 0)
		give_up("/sys/class/tty/console/active");
	close(fd);
	names[strcspn(names, "\n")] = '\0';
	last = strrchr(names, ' ');
	snprintf(path, sizeof(path), "/dev/%s", last ? last + 1 : names);
	fd = open(path, O_RDWR);
	if (fd < 0)
		give_up(path);
	return fd;
}

static void use_terminal(void)
{
	int fd = open_terminal();

	setenv("TERM", term, 1);
	ioctl(fd, TIOCSCTTY, 0);
	if (window.ws_row)
		ioctl(fd, TIOCSWINSZ, &window);
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		dup2(fd, i);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void use_pipe(int fd)
{
	int null = open("/dev/null", O_RDONLY);

	dup2(null, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
}

static void become_command(char **argv, int output, const sigset_t *mask)
{
	setsid();
	sigprocmask(SIG_SETMASK, mask, NULL);
	signal(SIGCHLD, SIG_DFL);
	if (term)
		use_terminal();
	else
		use_pipe(output);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "init: %s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

static void on_child(int signal)
{
	(void)signal;
}

/* Writes all of it: the port may take less at once. */
static void put(const char *bytes, ssize_t len)
{
	while (len > 0) {
		ssize_t done = write(output_fd, bytes, len);

		if (done < 0)
			give_up(OUTPUT_PORT);
		bytes += done;
		len -= done;
	}
}

/*
 * Passes on what is in the pipe. The command does not get the port itself: a
 * port opens once only, so that ">/dev/stderr" would fail.
 */
static void pass_on(int fd)
{
	char bytes[4096];
	ssize_t len;

	while ((len = read(fd, bytes, sizeof(bytes))) > 0)
		put(bytes, len);
}

/* Reaps whatever has ended; true once the command is among them. */
static bool has_ended(pid_t command, int *status)
{
	pid_t pid;
	int one;

	while ((pid = waitpid(-1, &one, WNOHANG)) > 0) {
		if (pid != command)
			continue;
		*status = one;
		return true;
	}
	return false;
}

/* Its children may hold the pipe open: the command's end is what counts. */
static int attend_command(pid_t command, int fd, const sigset_t *mask)
{
	struct pollfd poll = { .fd = fd, .events = POLLIN };
	int status;

	while (!has_ended(command, &status)) {
		ppoll(&poll, 1, NULL, mask);
		pass_on(fd);
		if (poll.revents & POLLHUP)
			poll.fd = -1;
	}
	pass_on(fd);
	return status;
}

static void report_status(int status)
{
	if (WIFSIGNALED(status))
		report("signal %d\n", WTERMSIG(status));
	else
		report("exit %d\n", WEXITSTATUS(status));
}

static void run(char **argv)
{
	struct sigaction action = { .sa_handler = on_child };
	sigset_t block, mask;
	pid_t command;
	int fds[2];

	sigemptyset(&block);
	sigaddset(&block, SIGCHLD);
	sigprocmask(SIG_BLOCK, &block, &mask);
	sigaction(SIGCHLD, &action, NULL);
	if (pipe2(fds, O_CLOEXEC))
		give_up("pipe");
	command = fork();
	if (command < 0)
		give_up("fork");
	if (!command)
		become_command(argv, fds[1], &mask);
	close(fds[1]);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	report_status(attend_command(command, fds[0], &mask));
}

static const char *next_word(char **at, const char *end)
{
	const char *word = *at;

	if (word >= end) {
		errno = EINVAL;
		give_up(PLAN);
	}
	*at += strlen(word) + 1;
	return word;
}

static void plan_terminal(char **at, const char *end)
{
	term = next_word(at, end);
	window.ws_row = atoi(next_word(at, end));
	window.ws_col = atoi(next_word(at, end));
}

static void plan_module(char **at, const char *end)
{
	const char *path = next_word(at, end);

	open_ports();
	load_tested_module(path, next_word(at, end));
}

static void plan_run(char **at, const char *end)
{
	static char *argv[ARGS_MAX];
	size_t argc = 0;

	while (*at < end && argc < ARGS_MAX - 1)
		argv[argc++] = (char *)next_word(at, end);
	open_ports();
	run(argv);
}

static void follow_plan(void)
{
	size_t len;
	char *at = read_plan(&len);
	const char *end = at + len;

	while (at < end) {
		const char *step = next_word(&at, end);

		if (!strcmp(step, "driver"))
			load_driver(next_word(&at, end));
		else if (!strcmp(step, "terminal"))
			plan_terminal(&at, end);
		else if (!strcmp(step, "module"))
			plan_module(&at, end);
		else if (!strcmp(step, "run"))
			plan_run(&at, end);
		else
			give_up(step);
	}
}

static int complain(const char *program, const char *about)
{
	fprintf(stderr, "%s: %s: %s (%s)\n", program, about, strerror(errno),
		strerrorname_np(errno));
	return EXIT_FAILURE;
}

/* "NAME=VALUE NAME=VALUE": what finit_module() takes. */
static char *join(char **words)
{
	char *line = calloc(1, 1);

	for (; line && *words; words++) {
		char *longer;

		if (asprintf(&longer, "%s%s%s", line, *line ? " " : "",
			     *words) < 0)
			return NULL;
		free(line);
		line = longer;
	}
	return line;
}

static int insmod_main(char **argv)
{
	char *parameters;

	if (!argv[1]) {
		fputs("usage: insmod FILE [PARAMETER=VALUE]...\n", stderr);
		return 2;
	}
	parameters = join(argv + 2);
	if (!parameters || load_module(argv[1], parameters))
		return complain("insmod", argv[1]);
	return EXIT_SUCCESS;
}

static int rmmod_main(char **argv)
{
	int status = EXIT_SUCCESS;

	if (!argv[1]) {
		fputs("usage: rmmod NAME...\n", stderr);
		return 2;
	}
	while (*++argv)
		if (syscall(SYS_delete_module, *argv, O_NONBLOCK))
			status = complain("rmmod", *argv);
	return status;
}

int main(int argc, char **argv)
{
	const char *name = argc ? basename(argv[0]) : "init";

	if (!strcmp(name, "insmod"))
		return insmod_main(argv);
	if (!strcmp(name, "rmmod"))
		return rmmod_main(argv);
	mount_filesystems();
	link_standard_files();
	open_console();
	set_environment();
	install_busybox();
	follow_plan();
	leave();
}
