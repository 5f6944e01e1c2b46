/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** dect_site_settings_new: Returns: (transfer none): a window with the fields of the site itself: customer, gateway, OMM, limits */
GtkWindow *dect_site_settings_new (DectDocument *document);

G_END_DECLS
