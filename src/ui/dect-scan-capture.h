/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-scan-view.h"

G_BEGIN_DECLS

/**
 * DectScanCapture:
 *
 * Brings what a scanner types to the entry of the scan view, wherever in its window the focus is; a scanner knows of no focus. It lives
 * with the key controller that it is made with.
 *
 * Outside of text a character goes to the entry and takes the focus along, so nothing of it is lost. In another text field everything
 * stays as it is typed, until an Enter ends what only a scanner types: characters with no more than #DECT_SCAN_GAP_MS between them, which
 * together are a MAC or an IPEI. Those are taken out of the field again and scanned.
 */
typedef struct _DectScanCapture DectScanCapture;

/** DECT_SCAN_GAP_MS: the longest pause between two characters of a scanner. Wired ones send a key every 1 to 10 ms, slow radio ones
 * every 40; who types fast needs 80. Our own choice, not of a standard. */
#define DECT_SCAN_GAP_MS 50

/**
 * dect_scan_capture_new:
 * @view: a scan view, in a window
 * @entry: its entry
 * @keys: a key controller in the capture phase, to be added to the window; it owns what is returned
 *
 * Returns: (transfer none): what catches
 */
DectScanCapture *dect_scan_capture_new (DectScanView          *view,
                                        GtkEditable           *entry,
                                        GtkEventControllerKey *keys);

/**
 * dect_scan_capture_key:
 * @self: what catches
 * @focus: (nullable): what has the focus in the window
 * @keyval: the key that was pressed
 * @state: with which modifiers
 * @time_ms: when, milliseconds of any clock
 *
 * Returns: whether nobody else shall have the key
 */
gboolean dect_scan_capture_key (DectScanCapture *self,
                                GtkWidget       *focus,
                                guint            keyval,
                                GdkModifierType  state,
                                guint32          time_ms);

G_END_DECLS
