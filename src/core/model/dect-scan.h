/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-field.h"
#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * DectScanLayout:
 * @id: country of the keyboard, "de"
 * @plain: what its 47 typing keys give, from the left of the top row to the right of the bottom row
 * @shifted: the same with Shift
 *
 * A keyboard of data/scan/layouts.json (source: xkeyboard-config, named there); a copy of that file under
 * ~/.config/handover/ may add others. The first one is "us", which scanners play as they come.
 */
typedef struct
{
  const char *id;
  const char *plain;
  const char *shifted;
} DectScanLayout;

/** DECT_SCAN_N_KEYS: keys of a #DectScanLayout */
#define DECT_SCAN_N_KEYS 47

/** dect_scan_layouts: Returns: (array length=n_layouts) (transfer none): all keyboards. Any thread */
const DectScanLayout *dect_scan_layouts (guint *n_layouts);

/**
 * dect_scan_retype:
 * @text: what arrived
 * @scanner: keyboard whose keys the scanner played
 * @computer: keyboard the computer took them for
 *
 * What the scanner meant: each character goes back to its key on @computer, and from there to what @scanner has on it. "(" is "*"
 * and "Ö" is ":" for a scanner of the US and a computer of Germany. Blanks stay.
 *
 * Returns: (transfer full) (nullable): the text; %NULL when @computer cannot have typed it
 */
char *dect_scan_retype (const char           *text,
                        const DectScanLayout *scanner,
                        const DectScanLayout *computer);

/**
 * dect_scan_read:
 * @type: %DECT_FIELD_MAC or %DECT_FIELD_IPEI
 * @text: what a scanner typed, without its Enter
 * @layout: (out) (optional) (nullable): id of the keyboard by which it was understood; %NULL when it was right as it stands
 * @error: return location, #DECT_IDENTITY_ERROR
 *
 * Reads a scan. A text that is no identity as it stands is tried as one that a scanner for the US typed on every other keyboard, and
 * as one that a scanner for every other keyboard typed on one for the US, each also with Caps Lock on; where all that fit agree it is
 * that. Otherwise the error is about the text as it stands, but where characters are strange and a keyboard explains them (a wrong
 * check character behind a "(") it is about the text that was meant. Any thread.
 *
 * Returns: (transfer full) (nullable): the identity in its canonical form
 */
char *dect_scan_read (DectFieldType type,
                      const char   *text,
                      const char  **layout,
                      GError      **error);

/**
 * dect_scan_order:
 * @site: a site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 *
 * Returns: (transfer full) (element-type guint32): ids of all of them in the order of their numbers (on the plan; to call), then of
 *   their names; those without a number last
 */
GArray *dect_scan_order (DectSite *site,
                         DectKind  kind);

/**
 * dect_scan_next:
 * @site: a site
 * @order: (element-type guint32): the order to go by; ids that are gone are passed over
 * @after: id in @order after which to look; 0 = from the start
 * @backwards: whether to go the other way
 *
 * Returns: the next one that has no MAC or IPEI, once around; 0 when there is none but @after itself at most
 */
guint32 dect_scan_next (DectSite     *site,
                        const GArray *order,
                        guint32       after,
                        gboolean      backwards);

G_END_DECLS
