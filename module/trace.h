/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tracepoint ksarchive:ksarchive_read: which file was read, on which
 * file system, from where and how much of it.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM ksarchive

#if !defined(KSA_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define KSA_TRACE_H

#include <linux/tracepoint.h>

#include "compat.h"

TRACE_EVENT(ksarchive_read,
	TP_PROTO(const char *fs, const char *path, loff_t pos, ssize_t bytes),
	TP_ARGS(fs, path, pos, bytes),
	TP_STRUCT__entry(
		__string(fs, fs)
		__string(path, path)
		__field(loff_t, pos)
		__field(ssize_t, bytes)
	),
	TP_fast_assign(
		ksa_assign_str(fs, fs);
		ksa_assign_str(path, path);
		__entry->pos = pos;
		__entry->bytes = bytes;
	),
	TP_printk("%s:%s pos=%lld bytes=%zd", __get_str(fs), __get_str(path),
		  __entry->pos, __entry->bytes)
);

#endif /* KSA_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
