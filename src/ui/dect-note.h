/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DectNoteKind:
 * @DECT_NOTE_INFO: how things stand
 * @DECT_NOTE_GOOD: it worked
 * @DECT_NOTE_WARNING: something to know before going on
 * @DECT_NOTE_ERROR: it did not work
 */
typedef enum
{
  DECT_NOTE_INFO,
  DECT_NOTE_GOOD,
  DECT_NOTE_WARNING,
  DECT_NOTE_ERROR,
} DectNoteKind;

/**
 * DectNote:
 *
 * A sentence in place, with a sign of what it is: stays until things change. Hidden without words.
 */
#define DECT_TYPE_NOTE (dect_note_get_type ())
G_DECLARE_FINAL_TYPE (DectNote, dect_note, DECT, NOTE, GtkWidget)

/** dect_note_set: @text: (nullable): plain text; %NULL or "" hides the note */
void dect_note_set (DectNote    *self,
                    DectNoteKind kind,
                    const char  *text);

/** dect_note_get_text: Returns: (nullable): what it says, %NULL while it is hidden */
const char *dect_note_get_text (DectNote *self);

G_END_DECLS
