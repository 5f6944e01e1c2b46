/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** DECT_CONFINE_MEMORY: address space, bytes: the largest image twice, its decoder's rows, and the libraries */
#define DECT_CONFINE_MEMORY (2ull * 1024 * 1024 * 1024)

/** DECT_CONFINE_CPU_S: processor time of a helper's whole life; the program ends a slow answer long before */
#define DECT_CONFINE_CPU_S 600u

/** DECT_CONFINE_FILES: open files at a time: fonts */
#define DECT_CONFINE_FILES 64u

/**
 * dect_confine:
 * @readable: (nullable): one more folder that may be read: the program's translations
 *
 * Gives up for ever, before a foreign byte is looked at, what decoding does not need, whatever else is around the process:
 *
 * - resource limits (setrlimit (2)): memory, processor time, open files; files of no size, no core dump, no locked memory;
 * - no_new_privs (prctl (2)), not dumpable;
 * - Landlock (landlock (7)): of all files only libraries, fonts and the C library's texts can be read;
 * - seccomp (seccomp (2)): a list of system calls that are allowed, all others fail with ENOSYS. Not on the list: sockets, starting
 *   programs, other processes, signals to them, writing or changing files; memory is never made executable; threads are allowed,
 *   processes are not. Where the kernel has no Landlock no file can be opened at all, so text in fonts that a PDF does not bring
 *   along is missing.
 *
 * Returns: whether all of it holds; if not nothing may be decoded
 */
gboolean dect_confine (const char *readable);

G_END_DECLS
