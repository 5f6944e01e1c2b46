/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectScanView:
 *
 * Scan mode: a barcode scanner types MAC after MAC, or IPEI after IPEI, each with Enter or Tab at its end, onto one thing after the
 * other. What is next and what came of the last scan stands in letters that are read from the scanner's distance. What is wrong is
 * beeped, said, and kept in the entry; the next scan overwrites it.
 *
 * A wrong check character or digit is refused. A MAC of a maker not known here is taken when it is scanned a second time. What another
 * one has already is named, with the offers to move it here or to swap. When none is left each scan adds one. A row that has hardware
 * already can be chosen: the scan replaces it (dect_replace_hardware()). Wherever in the window the focus is, a scan comes here
 * (#DectScanCapture).
 *
 * Keys in the entry, while it is empty: Backspace takes the last scan back, Up and Down choose another row; Escape ends.
 *
 * Actions: scan.undo, scan.next, scan.previous, scan.accept, scan.move, scan.swap, scan.stop.
 * Signals: target (self, guint32 id), when another row is next, 0 = none; stopped (self); beep (self, gboolean error), whose default
 * is the display's bell, twice for an error.
 */
#define DECT_TYPE_SCAN_VIEW (dect_scan_view_get_type ())
G_DECLARE_FINAL_TYPE (DectScanView, dect_scan_view, DECT, SCAN_VIEW, GtkWidget)

/**
 * dect_scan_view_start:
 * @self: the view
 * @document: site to fill
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @order: (element-type guint32): the order in which they come
 * @from: the first to fill; 0 = the first without hardware
 *
 * Starts scanning and takes the focus. A @from that has hardware is not replaced: the next one without follows it.
 */
void dect_scan_view_start (DectScanView *self,
                           DectDocument *document,
                           DectKind      kind,
                           const GArray *order,
                           guint32       from);

/** dect_scan_view_stop: ends scanning; does nothing when it is not on */
void dect_scan_view_stop (DectScanView *self);

/** dect_scan_view_is_on: Returns: whether it is scanning */
gboolean dect_scan_view_is_on (DectScanView *self);

/** dect_scan_view_get_kind: Returns: what is scanned, %DECT_KIND_RFP or %DECT_KIND_HANDSET */
DectKind dect_scan_view_get_kind (DectScanView *self);

/** dect_scan_view_get_target: Returns: id of the row that the next scan fills, 0 when it adds one */
guint32 dect_scan_view_get_target (DectScanView *self);

/** dect_scan_view_set_target: @id: the row that the next scan fills */
void dect_scan_view_set_target (DectScanView *self,
                                guint32       id);

/** dect_scan_view_scan: @text: what the scanner typed, without the Enter; as if it came into the entry */
void dect_scan_view_scan (DectScanView *self,
                          const char   *text);

/** dect_scan_view_get_result: Returns: (transfer none): what it says of the last scan, "" before the first */
const char *dect_scan_view_get_result (DectScanView *self);

G_END_DECLS
