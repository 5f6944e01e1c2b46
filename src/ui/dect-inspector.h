/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectInspector: the fields of what is selected: one base station, several of them, or the floor when nothing is. */
#define DECT_TYPE_INSPECTOR (dect_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectInspector, dect_inspector, DECT, INSPECTOR, AdwBin)

/** dect_inspector_set_document: @document: (nullable): the site to edit */
void dect_inspector_set_document (DectInspector *self,
                                  DectDocument  *document);

G_END_DECLS
