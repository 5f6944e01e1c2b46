/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * DectDecodeBox:
 * @DECT_DECODE_BOX_BUBBLEWRAP: bwrap: no network, no processes but its own, and of the files only libraries, fonts and texts
 * @DECT_DECODE_BOX_FLATPAK: `flatpak-spawn --sandbox`, which asks the portal for a process without the application's rights
 * @DECT_DECODE_BOX_PLAIN: nothing: a process that confines itself
 *
 * What is around the helpers. Inside each of them they confine themselves too (src/decode/dect-confine.h): limits, Landlock, seccomp.
 */
typedef enum
{
  DECT_DECODE_BOX_BUBBLEWRAP,
  DECT_DECODE_BOX_FLATPAK,
  DECT_DECODE_BOX_PLAIN,
  DECT_DECODE_N_BOXES,
} DectDecodeBox;

/** dect_decode_box_usable: Returns: whether what the box needs is there; whether it works shows when it is tried */
gboolean dect_decode_box_usable (DectDecodeBox box);

/**
 * dect_decode_launch:
 * @box: what to start `handover-decode` in
 * @control_fd: its socket
 * @pid: (out): a process in a group of its own, so that kill (-@pid) ends it and what it stands in
 * @error: return location, #G_IO_ERROR: it cannot be started
 *
 * Starts it with nothing open but the socket, without standard input and output, and no variables but the language's. No shell is
 * between. Any thread. The caller waits for @pid.
 *
 * Returns: whether it runs
 */
gboolean dect_decode_launch (DectDecodeBox box,
                             int           control_fd,
                             pid_t        *pid,
                             GError      **error);

/** dect_decode_launch_set_program: (nullable): tests start another program in the helper's place */
void dect_decode_launch_set_program (const char *path);

G_END_DECLS
