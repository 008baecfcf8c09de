import { createRoot } from 'react-dom/client';
import { Window } from './app/Window';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Window />);
