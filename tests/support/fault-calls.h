/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/*
 * The disk fails at a call of one's choice. The library stands in front of the C library, either linked to a test or by LD_PRELOAD in
 * front of any program, and counts the calls that concern files below one folder: open, write, pwrite, fsync, ftruncate, close,
 * rename, link, linkat, mkdir, fchmod. Nothing is counted before it is armed.
 *
 * Of a program that it is preloaded to, the environment arms it: FAULT_FOLDER, FAULT_AT (from 1), FAULT_CODE (a number of errno, or
 * "short"), FAULT_STICKY (set: that call and all after it). FAULT_REPORT names a file outside of the folder that is made when the
 * call came.
 */

/** FAULT_SHORT: a write that takes half of what it is given; no error */
#define FAULT_SHORT (-1)

/**
 * fault_calls_arm:
 * @folder: below which files are counted, itself included
 * @at: the call that fails, from 1; 0 for none
 * @code: a number of errno, or #FAULT_SHORT
 * @sticky: whether all calls behind it fail too: a stick that was pulled out
 */
void fault_calls_arm (const char *folder,
                      guint       at,
                      gint        code,
                      gboolean    sticky);

/** fault_calls_disarm: Returns: whether the call came */
gboolean fault_calls_disarm (void);

/** fault_calls_last: Returns: name of the call that failed */
const char *fault_calls_last (void);

/**
 * FaultCallsSeen:
 * @name: what was done: "open", "write", "fsync", "rename", "link", "unlink" or "mkdir"
 * @fd: descriptor of "open", "write", "fsync"; else -1
 * @from: path of "open", "unlink" and "mkdir", and the old one of "rename"; else %NULL
 * @to: the new path of "rename" and "link"; else %NULL
 *
 * A call below the folder that went well. Nothing that is done in here is seen again, or fails.
 */
typedef void (*FaultCallsSeen) (const char *name,
                                gint        fd,
                                const char *from,
                                const char *to);

/** fault_calls_watch: @seen: (nullable) (scope notified): told of each call while it is armed; %NULL to end that */
void fault_calls_watch (FaultCallsSeen seen);
