/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The end of a program that can do nothing for anybody. Each program has its
 * own, since each has its own form of a message and its own exit statuses.
 */
#ifndef COMMON_DIE_H
#define COMMON_DIE_H

/**
 * die() - end the program at once
 * @format: a sentence without capital, full stop or newline
 */
__attribute__((format(printf, 1, 2), noreturn))
void die(const char *format, ...);

#endif /* COMMON_DIE_H */
