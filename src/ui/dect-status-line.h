/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectStatusLine: the line that always says how many base stations, whether the chain is connected, how many findings. */
#define DECT_TYPE_STATUS_LINE (dect_status_line_get_type ())
G_DECLARE_FINAL_TYPE (DectStatusLine, dect_status_line, DECT, STATUS_LINE, AdwBin)

/** dect_status_line_set_document: @document: (nullable): the site to speak of */
void dect_status_line_set_document (DectStatusLine *self,
                                    DectDocument   *document);

G_END_DECLS
