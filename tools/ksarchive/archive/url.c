// SPDX-License-Identifier: GPL-2.0-only
/*
 * Addresses on the web. An archive may hold anything where an address is
 * expected: only what leads to a web server or to somebody's mail is one to be
 * clicked on. A host's name is ASCII, letters beyond it as xn--: names that look
 * alike are told apart, and names with a user's in front are none.
 */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "url.h"

#define LETTERS_DIGITS \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define DIGITS "0123456789"

/* What may stand in a path, a query or a fragment as it is: RFC 3986, 3.3. */
#define PLAIN LETTERS_DIGITS "-._~!$&'()*+,;=:@/?"

#define HOST_MAX 253
#define PORT_MAX 65535

static size_t span(struct text text, const char *set)
{
	size_t len = 0;

	while (len < text.len && byte_is_of(set, text.at[len]))
		len++;
	return len;
}

/* Its length without the colon; 0 where there is none. */
static size_t scheme_len(struct text url)
{
	size_t len = span(url, LETTERS_DIGITS "+-.");

	return len && len < url.len && url.at[len] == ':' &&
	       isalpha((unsigned char)*url.at) ? len : 0;
}

/**
 * url_has_scheme() - whether an address leads out of the archive
 * @url: the address
 *
 * Return: whether it begins with a scheme or with two slashes.
 */
bool url_has_scheme(struct text url)
{
	return scheme_len(url) ||
	       (url.len > 1 && !memcmp(url.at, "//", 2));
}

/* Takes @start, in any case, off the beginning. */
static bool take(struct text *rest, const char *start)
{
	size_t len = strlen(start);

	if (rest->len < len || strncasecmp(rest->at, start, len))
		return false;
	*rest = text_skip(*rest, len);
	return true;
}

static struct text take_label(struct text *host)
{
	struct text label = { host->at, span(*host, LETTERS_DIGITS "-_") };

	*host = text_skip(*host, label.len);
	return label;
}

/* Not of digits alone at the end: browsers take that for a number. */
static bool is_name(struct text host)
{
	struct text label;

	if (!host.len || host.len > HOST_MAX)
		return false;
	do {
		label = take_label(&host);
		if (!label.len || label.len > 63 || *label.at == '-' ||
		    label.at[label.len - 1] == '-')
			return false;
	} while (take(&host, "."));
	return !host.len && !byte_is_of(DIGITS, *label.at);
}

/* Four numbers, without zeros in front. */
static bool is_ipv4(struct text host)
{
	size_t len;

	for (int i = 0; i < 4; i++) {
		if (i && !take(&host, "."))
			return false;
		len = span(host, DIGITS);
		if (!len || len > 3 || (len > 1 && *host.at == '0') ||
		    (len == 3 && memcmp(host.at, "255", 3) > 0))
			return false;
		host = text_skip(host, len);
	}
	return !host.len;
}

static bool is_port(struct text port)
{
	unsigned long number = 0;

	if (port.len > 5 || span(port, DIGITS) != port.len)
		return false;
	for (; port.len; port = text_skip(port, 1))
		number = 10 * number + (unsigned long)(*port.at - '0');
	return number <= PORT_MAX;
}

/* Takes a host, and perhaps a port, off the beginning. */
static bool take_host(struct text *rest)
{
	struct text host = { rest->at, span(*rest, LETTERS_DIGITS "-_.") };
	struct text port = { "", 0 };

	*rest = text_skip(*rest, host.len);
	if (take(rest, ":")) {
		port = (struct text){ rest->at, span(*rest, DIGITS) };
		*rest = text_skip(*rest, port.len);
	}
	return (is_name(host) || is_ipv4(host)) && is_port(port) &&
	       (!rest->len || byte_is_of("/?#", *rest->at));
}

static bool is_escape(struct text text)
{
	return text.len > 2 && *text.at == '%' &&
	       isxdigit((unsigned char)text.at[1]) &&
	       isxdigit((unsigned char)text.at[2]);
}

static void add_escaped(struct buffer *buffer, struct text text)
{
	static const char digits[] = "0123456789ABCDEF";
	bool fragment = false;
	unsigned char byte;

	for (; text.len; text = text_skip(text, 1)) {
		byte = (unsigned char)*text.at;
		if (byte_is_of(PLAIN, *text.at) || is_escape(text) ||
		    (byte == '#' && !fragment)) {
			buffer_add_byte(buffer, *text.at);
			fragment |= byte == '#';
			continue;
		}
		buffer_add_byte(buffer, '%');
		buffer_add_byte(buffer, digits[byte >> 4]);
		buffer_add_byte(buffer, digits[byte & 15]);
	}
}

static bool is_web(struct text url)
{
	return (take(&url, "http://") || take(&url, "https://") ||
		take(&url, "ftp://")) && take_host(&url);
}

static bool is_mail(struct text url)
{
	return take(&url, "mailto:") && url.len && text_has(url, '@') &&
	       span(url, LETTERS_DIGITS "@.-_+%?=&") == url.len;
}

/**
 * url_add() - append an address that may be clicked on
 * @buffer: gets the address, with what must not stand in one as %XX; nothing
 *	where it is none
 * @url: what may be one
 *
 * Return: whether it is one: of the web, or of a person's mail.
 */
bool url_add(struct buffer *buffer, struct text url)
{
	if (!is_web(url) && !is_mail(url))
		return false;
	add_escaped(buffer, url);
	return true;
}

/**
 * url_brief() - what people read of an address
 * @url: the address
 *
 * Return: it, without scheme and without a slash at its end.
 */
struct text url_brief(struct text url)
{
	if (take(&url, "https://") || take(&url, "http://"))
		url = text_trim_end(url, "/");
	else
		take(&url, "mailto:");
	return url;
}
