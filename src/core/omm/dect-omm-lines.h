/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-reader.h"

G_BEGIN_DECLS

/* Longest line in bytes that is looked at. */
#define DECT_OMM_MAX_LINE 8192

/**
 * DectOmmLineType:
 * @DECT_OMM_LINE_COMMENT: begins with "#"
 * @DECT_OMM_LINE_INSTRUCTION: anything else before `data_sequence`
 * @DECT_OMM_LINE_RECORD: anything else behind it
 *
 * What a line of an import file is. Empty lines and `data_sequence` itself are none.
 */
typedef enum
{
  DECT_OMM_LINE_COMMENT,
  DECT_OMM_LINE_INSTRUCTION,
  DECT_OMM_LINE_RECORD,
} DectOmmLineType;

/**
 * DectOmmLineFunc:
 * @type: what it is
 * @number: its number, from 1
 * @text: the line without its end; may be written
 * @user_data: data given
 */
typedef void (*DectOmmLineFunc) (DectOmmLineType type,
                                 guint           number,
                                 char           *text,
                                 gpointer        user_data);

/**
 * dect_omm_lines_foreach:
 * @bytes: a file; nothing in it is trusted
 * @func: called for each line that says something, in order
 * @user_data: for @func
 * @error: return location, %DECT_OMM_ERROR_TOO_LARGE, %DECT_OMM_ERROR_ENCODING, %DECT_OMM_ERROR_NO_SEQUENCE
 *
 * Lines end at CR, LF or CRLF; a byte order mark is passed over. The text is wiped afterwards: it may hold access codes and passwords.
 *
 * Returns: whether it was read to the end, and had records
 */
gboolean dect_omm_lines_foreach (GBytes         *bytes,
                                 DectOmmLineFunc func,
                                 gpointer        user_data,
                                 GError        **error);

G_END_DECLS
