/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * DectSettledList:
 *
 * A site's list of one kind as it stands between the steps of its history: a step that adds or removes thousands of things is one
 * change of this list, where the site's own tells of each. What sorts and filters it works once, not once a row.
 */
#define DECT_TYPE_SETTLED_LIST (dect_settled_list_get_type ())
G_DECLARE_FINAL_TYPE (DectSettledList, dect_settled_list, DECT, SETTLED_LIST, GObject)

/** dect_settled_list_new: Returns: (transfer full): the things of @kind; keeps @site alive */
DectSettledList *dect_settled_list_new (DectSite *site,
                                        DectKind  kind);

G_END_DECLS
